import Testing

@testable import Markup

@Suite struct XMLScannerTests {
    /// The tokens of a text, one word each.
    private func tokens(_ text: String) -> [String] {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            var scanner = XMLScanner(bytes)
            var tokens: [String] = []
            while true {
                func raw(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
                switch scanner.next() {
                case .start(let isEmpty):
                    let attributes = scanner.attributes.map { " \(raw($0.name))=\(scanner.string($0.value))" }.joined()
                    tokens.append("<\(raw(scanner.name))\(attributes)\(isEmpty ? "/" : "")>")
                case .end: tokens.append("</\(raw(scanner.name))>")
                case .text: tokens.append(scanner.string(scanner.content))
                case .cdata: tokens.append("[\(raw(scanner.content))]")
                case .doctype: tokens.append("!")
                case .finished: return tokens
                }
            }
        }
    }

    @Test(arguments: [
        ("<a b='c' d=\"e\">x</a>", ["<a b=c d=e>", "x", "</a>"]), ("<a/>", ["<a/>"]), ("<a b=c/d>", ["<a b=c/d>"]),
        ("<?xml version='1.0'?><!-- <b> --><a>", ["<a>"]), ("<![CDATA[<b> ]] >]]>", ["[<b> ]] >]"]),
        ("<!DOCTYPE a [<!ENTITY b \">\">]><a>&b;", ["!", "<a>", ">"]),
        ("a < b", ["a ", "< b"]), ("<a <b>", ["<a ", "<b>"]), ("<a b='c' <d>", ["<a b=c>", "<d>"]),
        ("<a b='c><d e='f'>", ["<a b=c>", "<d e=f>"]),
        ("<a b>", ["<a>"]), ("<a b = 'c'>", ["<a b=c>"]), ("</a", ["</a>"]), ("<", ["<"]), ("<a", ["<a>"]), ("<a b='", ["<a b=>"]),
        ("<![CDATA[x", ["[x]"]), ("<!-- x <b>y", ["y"]), ("&lt;b&gt; &nosuch; & &eacute;", ["<b> &nosuch; & é"]), ("<é:ü>", ["<é:ü>"]),
    ])
    func `splits what is there`(text: String, expected: [String]) {
        #expect(tokens(text) == expected)
    }

    @Test func `comes to an end at every prefix`() {
        let text = "<?x?><!DOCTYPE a [<!ENTITY b 'c'><!-- d -->]><a b='c' d=e f><![CDATA[x]]><!-- y --></a>&amp;z"
        for length in 0...text.utf8.count { _ = tokens(String(text.prefix(length))) }
    }
}
