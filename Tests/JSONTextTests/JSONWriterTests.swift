import Testing

@testable import JSONText

private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter()
    body(&json)
    return json.text
}

@Suite struct JSONWriterTests {
    @Test func `members stand in the order they are given, absent ones not at all`() {
        let text = written {
            $0.object { json in
                json.field("b", "x")
                json.field("a", nil as String?)
                json.field("n", 3)
                json.field("d", 0.25)
                json.field("t", true)
                json.strings("none", [])
                json.strings("empty", [], evenIfEmpty: true)
                json.array("list", [1, 2]) { $0.number($1) }
                json.object("inner") { $0.field("z", 1) }
                json.key("null")
                json.null()
                json.key(escaping: "q\"")
                json.raw("[1]".utf8)
            }
        }
        #expect(text == #"{"b":"x","n":3,"d":0.25,"t":true,"empty":[],"list":[1,2],"inner":{"z":1},"null":null,"q\"":[1]}"#)
    }

    @Test(arguments: [
        ("", #""""#), ("a\"b\\c/d", #""a\"b\\c/d""#), ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#), ("\0\u{1F}\u{7F}", #""\u0000\u001f\u007f""#),
        ("\u{80}x\u{9B}31m\u{9F}", #""\u0080x\u009b31m\u009f""#), ("\u{A0}©½¿ \u{A0}", "\"\u{A0}©½¿ \u{A0}\""),
        ("é😀\u{2028}", "\"é😀\u{2028}\""),
    ])
    func `strings are escaped where they must be`(value: String, text: String) throws {
        #expect(written { $0.string(value) } == text)
        #expect(try JSONValue(parsing: Array(text.utf8)).string == value)
    }

    @Test func `every character comes back`() throws {
        for value in (0...0x2FF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
            let text = "a\(Character(value))b"
            let json = written { $0.string(text) }
            #expect(Array(try #require(JSONValue(parsing: Array(json.utf8)).string).unicodeScalars) == Array(text.unicodeScalars))
            #expect(!json.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
    }

    @Test func `an escape is found wherever it stands among others`() throws {
        for special in ["\"", "\\", "\u{1}", "\u{7F}", "\n", "\u{9B}", "\u{A0}"] {
            for position in 0..<20 {
                let text =
                    String(repeating: "é", count: position / 2) + String(repeating: "x", count: position % 2) + special + "!\(special)#]~y"
                #expect(try JSONValue(parsing: Array(written { $0.string(text) }.utf8)).string == text)
            }
        }
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-17.0, "-17"), (0.1, "0.1"), (1e16, "1e+16"), (1e300, "1e+300"), (.infinity, "null"),
        (.nan, "null"),
        (.leastNonzeroMagnitude, "5e-324"), (123_456_789.5, "123456789.5"),
    ])
    func `numbers are JSON's`(value: Double, text: String) throws {
        #expect(written { $0.number(value) } == text)
        if value.isFinite { #expect(try JSONValue(parsing: Array(text.utf8)).number == value) }
    }
}
