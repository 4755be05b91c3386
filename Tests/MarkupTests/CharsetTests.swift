import Glibc
import Testing

@testable import Markup

@Suite struct CharsetTests {
    private func text(_ bytes: [UInt8], _ contentType: String? = nil, _ kind: Charset.Kind = .xml) -> String {
        String(decoding: Charset.decode(bytes, contentType: contentType, kind: kind).utf8, as: UTF8.self)
    }

    @Test func `believes a byte order mark before all else`() {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>".utf8)
        #expect(text(bytes, "text/xml; charset=koi8-r").hasSuffix("<a>é</a>"))
        #expect(text([0xFF, 0xFE, 0x3C, 0, 0xE9, 0, 0x3D, 0xD8, 0, 0xDE]) == "<é😀")
        #expect(text([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x3C, 0, 0, 0, 0xE9]) == "<é")
    }

    @Test func `believes the header before the declaration`() {
        let bytes = Array("<?xml version='1.0' encoding='utf-8'?><a>".utf8) + [0xF3, 0xF0]
        #expect(text(bytes, "application/rss+xml; charset=\"windows-1251\"").hasSuffix("ур"))
        #expect(Charset.name(of: bytes, contentType: "text/xml;charset= 'KOI8-R'", kind: .xml) == "koi8-r")
    }

    @Test func `reads sound UTF-8 under a default label as UTF-8`() {
        let bytes = Array("<?xml version='1.0' encoding='us-ascii'?><a>ü–</a>".utf8)
        #expect(text(bytes).hasSuffix("<a>ü–</a>"))
        #expect(text(bytes, "text/xml; charset=iso-8859-1").hasSuffix("<a>ü–</a>"))
    }

    @Test(arguments: ["windows-1251", "koi8-r", "gb2312", "shift_jis", "iso-8859-2"])
    func `reads sound UTF-8 under a label that was forgotten as UTF-8, and other text as it says`(label: String) {
        let bytes = Array("<?xml version='1.0' encoding='\(label)'?><a>Übermäßig schöne Grüße</a>".utf8)
        #expect(text(bytes).hasSuffix("<a>Übermäßig schöne Grüße</a>"))
        #expect(text(bytes, "text/xml; charset=\(label)").hasSuffix("<a>Übermäßig schöne Grüße</a>"))
        #expect(text(Array("<?xml version='1.0' encoding='windows-1251'?><a>".utf8) + [0xF3, 0xF0, 0xEE, 0xEA]).hasSuffix("урок"))
    }

    @Test func `takes a text for UTF-8 that most of it is`() {
        #expect(Charset.name(of: Array("naïve façade".utf8) + [0xFC], contentType: nil, kind: .text) == "utf-8")
    }

    @Test func `reads a declaration in sixteen bits by the bytes it is in`() {
        let declaration = "<?xml version='1.0' encoding='utf-16'?><a>é</a>"
        #expect(text(Array(declaration.utf8)) == declaration)
        #expect(text(declaration.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }) == declaration)
        #expect(text(declaration.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) == declaration)
    }

    @Test func `reads the declaration of a document in EBCDIC`() {
        // In code page 500 the exclamation mark stands where 037 has "|".
        let head: [UInt8] = [0x4C, 0x6F, 0xA7, 0x94, 0x93, 0x40, 0x85, 0x95, 0x83, 0x96, 0x84, 0x89, 0x95, 0x87, 0x7E, 0x7F]
        let label: [UInt8] = [0x83, 0x97, 0xF5, 0xF0, 0xF0, 0x7F, 0x6F, 0x6E]
        #expect(text(head + label + [0x4F]) == "<?xml encoding=\"cp500\"?>!")
    }

    @Test func `finds a page's meta`() {
        let page: [UInt8] =
            Array("<html><!-- <meta charset=x> --><META http-equiv=Content-Type content=\"text/html; charset=windows-1251\"><p>".utf8) + [
                0xE4, 0xE0,
            ]
        #expect(text(page, nil, .html).hasSuffix("да"))
        #expect(Charset.name(of: Array("<meta charset='shift_jis' />\u{80}".utf8), contentType: nil, kind: .html) == "shift_jis")
    }

    @Test(arguments: [
        ("latin1", "windows-1252"), ("x-sjis", "shift_jis"), ("KS_C_5601-1987", "euc-kr"), ("GB2312", "gbk"), (" UTF8 ", "utf-8"),
        ("iso_8859-9", "windows-1254"), ("tis-620", "windows-874"), ("ISO_8859-15", "iso-8859-15"),
        ("iso2022_jp", "iso-2022-jp"), ("mac_latin2", "mac-centraleurope"), ("kz1048", "rk1048"),
    ])
    func `knows the labels of the Encoding standard`(label: String, name: String) {
        #expect(Charset.canonicalName(of: label) == name)
    }

    @Test(arguments: ["", "no-such-charset", "utf-7", "utf-8//TRANSLIT", "iso-2022-cn-ext", String(repeating: "x", count: 500)])
    func `refuses labels it cannot trust`(label: String) {
        #expect(Charset.canonicalName(of: label) == nil)
    }

    @Test func `replaces bad bytes and goes on`() {
        #expect(text(Array("éèüöä a".utf8) + [0xE2, 0x80] + Array("…".utf8)) == "éèüöä a\u{FFFD}…")
        #expect(
            text(Array("<?xml version='1.0' encoding='euc-jp'?>".utf8) + [0xA4, 0xA2, 0xFF, 0xA4, 0x3C, 0x61]).hasSuffix(
                "あ\u{FFFD}\u{FFFD}<a"))
        #expect(text([0x61, 0, 0x62]) == "ab")
        #expect(text([]) == "")
    }
}
