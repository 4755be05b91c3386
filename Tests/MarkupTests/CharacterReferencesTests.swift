import Testing

@testable import Markup

@Suite struct CharacterReferencesTests {
    @Test(arguments: [
        ("Caf&eacute; &amp; Bar", "Café & Bar"), ("&#8217;&#x2019;&#X2019;", "’’’"), ("&#146;t Hof &#151;", "’t Hof —"),
        ("AT&T & co", "AT&T & co"), ("&copy 2024", "© 2024"), ("&notit; &notin;", "¬it; ∉"), ("&nosuch; &;", "&nosuch; &;"),
        ("&NotEqualTilde;", "≂̸"), ("&CounterClockwiseContourIntegral;", "∳"), ("&#xD800;&#99999999999;&#0;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("&#", "&#"), ("&#x;", "&#x;"), ("&", "&"), ("&amp", "&"), ("&zwnj;&AElig;", "\u{200C}Æ"), ("&#7;", ""),
    ])
    func `reads references as browsers do`(text: String, expected: String) {
        #expect(CharacterReferences.decode(text) == expected)
    }

    @Test func `leaves a query in an attribute alone`() {
        #expect(CharacterReferences.decode("?a=1&copy=2&reg=3&amp;x", in: .attribute) == "?a=1&copy=2&reg=3&x")
    }

    @Test func `asks for a semicolon in XML`() {
        #expect(CharacterReferences.decode("a &copy b &copy; &#65 &#65;", in: .xml) == "a &copy b © &#65 A")
    }
}

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("<p>One</p><p>Two &amp; three</p>", "One Two & three"), ("H<sub>2</sub>O", "H2O"), ("a<br>b", "a b"),
        ("2 < 3 and 4 > 3", "2 < 3 and 4 > 3"), ("<script>if (a < b) x()</script>text", "text"), ("a<!-- <b> -->b", "ab"),
        ("<a title=\"x > y\">link</a>", "link"), ("<a title='x>y' href=it's>link</a>", "link"), ("  a\n\t b&nbsp; ", "a b"),
        ("<p", ""), ("<", "<"), ("<!--", ""), ("a <3 b", "a <3 b"),
    ])
    func `keeps the words and drops the markup`(html: String, expected: String) {
        #expect(PlainText.fromHTML(html) == expected)
    }

    @Test func `reads a million open tags without recursion`() {
        #expect(PlainText.fromHTML(String(repeating: "<div>", count: 200_000) + "end") == "end")
    }
}
