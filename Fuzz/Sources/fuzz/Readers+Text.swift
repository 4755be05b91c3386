import JSONText
import Markup

extension Readers {
    /// What is written of a date reads as the same date.
    static func date(_ bytes: [UInt8]) {
        for partial in [false, true] {
            guard let date = DateParser.parse(String(decoding: bytes, as: UTF8.self), partial: partial) else { continue }
            // An offset may lead over the end of the year 9999.
            guard (-30_610_137_600_000..<253_402_200_000_000).contains(date.milliseconds) else { continue }
            let again = DateParser.parse(date.isDay ? date.local : date.utc)
            check(again?.milliseconds == date.milliseconds, "a date that was written reads the same")
            check(DateParser.parse(date.local)?.milliseconds == date.milliseconds, "also with its own offset")
        }
    }

    /// The first line is a Content-Type, the rest the document.
    static func charset(_ bytes: [UInt8]) {
        let end = bytes.firstIndex(of: 0x0A) ?? bytes.startIndex
        let contentType = end == 0 ? nil : String(decoding: bytes[..<end], as: UTF8.self)
        for kind in [Charset.Kind.xml, .html, .json, .text] {
            let (utf8, _) = Charset.decode(Array(bytes[end...]), contentType: contentType, kind: kind)
            check(String(validating: utf8, as: UTF8.self) != nil && !utf8.contains(0), "what is decoded is UTF-8 without NUL")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        _ = CharacterReferences.decode(text, in: .attribute)
        _ = PlainText.fromHTML(text)
    }

    /// The first line is a base, the rest a reference to it.
    static func address(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        let absolute = WebAddress.resolve(parts.last ?? "", against: parts[0])
        let once = WebAddress.normalised(absolute)
        check(WebAddress.normalised(once) == once, "normalising twice changes nothing")
        let address = WebAddress(absolute)
        _ = (address.host, address.port)
    }

    /// What is written of a value reads as the same value, but for numbers beyond all bounds, which are written as null.
    static func json(_ bytes: [UInt8]) {
        _ = try? JSONValue(parsing: bytes, lenient: true)
        guard let value = try? JSONValue(parsing: bytes) else { return }
        let text = written(value)
        let again = try? JSONValue(parsing: text)
        check(again.map(written) == text, "JSON that was written reads the same")
    }

    private static func written(_ value: JSONValue) -> [UInt8] {
        var json = JSONWriter()
        json.value(value)
        return json.bytes
    }
}
