import Testing

@testable import Markup

@Suite struct HTMLDocumentTests {
    /// The tree as text: names with their children in brackets, texts in quotes.
    private func outline(_ html: String, limits: HTMLLimits = .standard) -> String {
        let page = HTMLDocument(utf8: Array(html.utf8), limits: limits)
        func outline(_ node: Int) -> String {
            guard page.tag(node) != .text else { return "'" + String(decoding: page.buffer[page.textRange(node)], as: UTF8.self) + "'" }
            let name = page.attribute(.tagName, of: node) ?? page.tag(node).name
            let children = page.children(node).map(outline)
            return children.isEmpty ? name : "\(name)(\(children.joined(separator: " ")))"
        }
        return page.children(0).map(outline).joined(separator: " ")
    }

    @Test(
        "Builds the tree a browser builds",
        arguments: [
            ("<p>one<p>two", "p('one') p('two')"),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>", "ul(li('a') li('b' ul(li('c'))))"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt('a') dd('b') dt('c'))"),
            ("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td('a') td('b')) tr(td('c')))"),
            ("<p>a<div>b</div>", "p('a') div('b')"),
            ("<h1>a<h2>b</h2>", "h1('a') h2('b')"),
            ("<b>a<i>b</b>c", "b('a' i('b')) 'c'"),
            ("<a href=1>x<a href=2>y</a>", "a('x') a('y')"),
            ("<br/>a<img src=x>b", "br 'a' img 'b'"),
            ("a</br>b", "'a' br 'b'"),
            ("<div>a</p></span>b</div>c", "div('a' 'b') 'c'"),
            ("<my-card>a</my-card>b", "my-card('a') 'b'"),
            ("<svg><path d='x'/><circle/></svg><p>a", "svg(path circle) p('a')"),
            ("<svg><g><p>never ended", "svg(g) p('never ended')"),
            ("<div><table><tr><td><div>a</table>b</div>", "div(table(tr(td(div('a')))) 'b')"),
            ("<select><option>a<option>b</select>", "select(option('a') option('b'))"),
        ])
    func builds(_ html: String, _ expected: String) {
        #expect(outline(html) == expected)
    }

    @Test("Text goes on behind a body that is closed too early")
    func earlyEnd() {
        #expect(outline("<html><body><p>a</p></body></html><p>b</p>") == "html(body(p('a') p('b')))")
    }

    @Test(
        "Takes what is no markup as text",
        arguments: [
            ("a < b & c", "'a < b & c'"),
            ("<!-- <p>x</p> -->y", "'y'"),
            ("<!-->y", "'y'"),
            ("<!doctype html>y", "'y'"),
            ("<?php echo 1 ?>y", "'y'"),
            ("</>y", "'y'"),
            ("1 <2", "'1 <2'"),
        ])
    func text(_ html: String, _ expected: String) {
        #expect(outline(html) == expected)
    }

    @Test("A script's content is taken as it stands, a title's references are read")
    func rawText() {
        let page = HTMLDocument(utf8: Array("<title>A &amp; B</title><script>if (a<b) { x = '</p>&amp;' }</SCRIPT >".utf8))
        let script = page.nodes.first { page.tag($0) == .script }
        #expect(script.map { String(decoding: page.rawText(of: $0), as: UTF8.self) } == "if (a<b) { x = '</p>&amp;' }")
        let title = page.nodes.first { page.tag($0) == .title }
        #expect(title.map { page.text(of: $0) } == "A & B")
    }

    @Test(
        "Reads attributes however they are written",
        arguments: [
            "<a CLASS='x y' href=\"/a?b=1&amp;c=2\">", "<a class=\"x y\" href='/a?b=1&c=2' disabled>", "<a class='x y'href=/a?b=1&c=2>",
        ])
    func attributes(_ html: String) {
        let page = HTMLDocument(utf8: Array(html.utf8))
        #expect(page.attribute(.class, of: 1) == "x y")
        #expect(page.attribute(.href, of: 1) == "/a?b=1&c=2")
        #expect(page.attribute(.id, of: 1) == nil)
    }

    @Test("Text is collapsed, blocks are set apart, hidden code is left out")
    func collapses() {
        let page = HTMLDocument(utf8: Array("<div> a\n <b>b</b>c<p>d</p><script>e</script><style>f</style></div>".utf8))
        #expect(page.text(of: 0) == "a bc d")
    }

    @Test("A million nested tags stay within the depth, and their text is kept")
    func nesting() {
        let count = 1_000_000
        let html =
            Array(String(repeating: "<b>", count: count).utf8) + Array("deep".utf8) + Array(String(repeating: "</i>", count: count).utf8)
        let page = HTMLDocument(utf8: html)
        #expect(page.nodes.count < 600)
        #expect(page.text(of: 0) == "deep")
    }

    @Test("Nodes and bytes are capped")
    func caps() {
        let many = HTMLDocument(utf8: Array(String(repeating: "<p>a", count: 1000).utf8), limits: HTMLLimits(nodes: 100))
        #expect(many.nodes.count <= 101)
        #expect(many.isTruncated)
        let long = HTMLDocument(utf8: Array("<p>abcdef".utf8), limits: HTMLLimits(bytes: 6))
        #expect(long.text(of: 0) == "abc")
        #expect(long.isTruncated)
    }

    @Test("Every cut of a page is read, and every subtree lies within its parent's")
    func cuts() {
        let html = Array(
            "<div class='a b'><p>x &eacute; &#x41; <a href=q>y</a><!-- c --><script>1<2</script><table><tr><td>z</table><svg/><br>é".utf8)
        for end in 0...html.count {
            let page = HTMLDocument(utf8: Array(html[..<end]))
            for node in page.nodes.dropFirst() {
                let parent = page.parent(node)
                #expect(parent >= 0 && parent < node)
                #expect(page.end(node) <= page.end(parent))
            }
        }
    }
}
