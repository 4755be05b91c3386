import Testing

@testable import JSONText

private func parse(_ text: String, lenient: Bool = false) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8), lenient: lenient) }

@Suite struct JSONValueTests {
    @Test(arguments: [
        ("null", JSONValue.null), ("true", .bool(true)), (" false\n", .bool(false)), ("0", .number(0)), ("-0.5e1", .number(-5)),
        ("1E+2", .number(100)), ("[]", .array([])), ("{}", .object([])), ("[1,[2]]", .array([.number(1), .array([.number(2)])])),
        (#""""#, .string("")), (#""a\"\\\/\b\f\n\r\té""#, .string("a\"\\/\u{8}\u{C}\n\r\té")), (#""\u00e9\ud83d\ude00""#, .string("é😀")),
        (#""\ud83dx""#, .string("\u{FFFD}x")), (#""\ude00""#, .string("\u{FFFD}")), (#""\ud83d\u0041""#, .string("\u{FFFD}A")),
        (#""\ud83d\ud83d\ude00""#, .string("\u{FFFD}😀")), (#""\u0000""#, .string("\0")), ("\u{FEFF}[1]", .array([.number(1)])),
        (#"{"a":1,"a":2}"#, .object([.init(name: "a", value: .number(1)), .init(name: "a", value: .number(2))])),
    ])
    func `JSON is read`(text: String, value: JSONValue) throws {
        #expect(try parse(text) == value)
        #expect(try parse(text, lenient: true) == value)
    }

    @Test(arguments: ["9007199254740993", "-9007199254740993", "9223372036854775807", "12345678901234567890123"])
    func `whole numbers keep all their digits`(digits: String) throws {
        let value = try parse("{\"id\":\(digits),\"next\":1}")
        #expect(value["id"] == .longNumber(digits))
        #expect(value["id"]?.int == Int(digits))
        #expect(value["id"]?.number == Double(digits))
        var json = JSONWriter()
        json.value(value)
        #expect(json.text == "{\"id\":\(digits),\"next\":1}")
    }

    @Test(arguments: [
        "", " ", "[", "]", "{", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1", "tru",
        "nul",
        "truex", "01", "-", "-01", "1.", ".5", "1e", "1e+", "+1", "0x10", "1-2", "--1", "NaN", "Infinity", "\"", "\"a", "\"\\", "\"\\x\"",
        "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "\"\u{1}\"", "[1] 2", "1,2", "/* c */1", "'a'", "\u{0}",
    ])
    func `what is no JSON is refused`(text: String) { #expect(throws: JSONError.self) { try parse(text) } }

    @Test(arguments: [
        ("[1,]", "[1]"), ("{\"a\":1,}", "{\"a\":1}"), ("\"a\nb\"", #""a\nb""#), ("// c\n1", "1"), ("/* c */[1/**/]", "[1]"),
        ("[1];", "[1]"),
        (#""\x""#, #""x""#),
    ])
    func `slips of publishers pass where asked for`(text: String, clean: String) throws {
        #expect(try parse(text, lenient: true) == parse(clean))
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test func `nesting is bounded`() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(throws: Never.self) { try parse(nested(256)) }
        #expect(throws: JSONError.self) { try parse(nested(257)) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "{\"a\":", count: 1_000_000)) }
    }

    @Test func `bytes that are no UTF-8 become replacement characters`() throws {
        let value = try JSONValue(parsing: [0x22, 0x61, 0xFF, 0x62, 0x22] as [UInt8])
        #expect(value.string == "a\u{FFFD}b")
    }

    @Test(arguments: [
        ("1", 1), ("-7", -7), ("9007199254740991", 9_007_199_254_740_991), ("1.5", nil), ("1e400", nil), ("1e30", nil), ("\"1\"", nil),
    ])
    func `whole numbers are told from others`(text: String, whole: Int?) throws { #expect(try parse(text).int == whole) }

    @Test func `errors say where`() {
        #expect { try parse("[1, x]") } throws: { ($0 as? JSONError)?.offset == 4 }
    }

    /// Any bytes whatever are read or refused, never a reason to stop.
    @Test func `no bytes crash the parser`() {
        let seeds = [#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00",true,null],"b":{"c":"d"}}"#, "[[[[1]]]]", #""\ud800\udc00\"""#]
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<3000 {
            var bytes = Array(seeds[random(seeds.count)].utf8)
            for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
            bytes.removeLast(random(bytes.count))
            for lenient in [false, true] {
                guard let value = try? JSONValue(parsing: bytes, lenient: lenient) else { continue }
                var json = JSONWriter()
                json.value(value)
                #expect(throws: Never.self) { try JSONValue(parsing: json.bytes) }
            }
        }
    }
}
