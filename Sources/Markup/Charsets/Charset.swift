/// Turns the bytes of a document into UTF-8, whatever they were written in.
///
/// The order of belief is that of the WHATWG Encoding and HTML standards: a byte order mark, then the HTTP header,
/// then what the document says of itself, then a guess from the bytes. Two habits of publishers are allowed for:
///
/// - "us-ascii", "iso-8859-1" and "windows-1252" are servers' defaults more often than statements. Bytes that hold
///   letters beyond ASCII and are sound UTF-8 are read as UTF-8 under these labels.
/// - "utf-8" over bytes that mostly are not is disbelieved, and the bytes are guessed.
///
/// ```swift
/// let (utf8, name) = Charset.decode(bytes, contentType: "text/xml; charset=koi8-r", kind: .xml)
/// ```
public enum Charset {
    /// What sort of document the bytes are, which decides where it would declare its charset.
    public enum Kind: Sendable {
        /// An XML declaration: `<?xml version="1.0" encoding="…"?>`.
        case xml
        /// A `<meta charset>` or `<meta http-equiv="content-type">` within the first 8,192 bytes.
        case html
        /// Nowhere: JSON is UTF-8 (RFC 8259), though older feeds differ.
        case json
        /// Nowhere.
        case text
    }

    /// Decodes a document.
    ///
    /// - Parameters:
    ///   - bytes: the document as it came, decompressed.
    ///   - contentType: the value of the Content-Type header, if there was one.
    ///   - kind: where to look for a declaration.
    /// - Returns: valid UTF-8 without byte order mark and NUL, bad bytes replaced by U+FFFD; and the WHATWG name of the
    ///   encoding, in lower case (`utf-8`, `windows-1251`).
    public static func decode(_ bytes: [UInt8], contentType: String?, kind: Kind) -> (utf8: [UInt8], name: String) {
        let name = name(of: bytes, contentType: contentType, kind: kind)
        return (convert(bytes, from: name), name)
    }

    /// The WHATWG name of the encoding the bytes are in.
    public static func name(of bytes: [UInt8], contentType: String?, kind: Kind) -> String {
        if let marked = byteOrderMark(of: bytes) { return marked.name }
        let soundness = UTF8Soundness(bytes)
        if let contentType, let label = label(inContentType: contentType), let name = canonicalName(of: label),
            let believed = believed(name, of: bytes, soundness: soundness)
        {
            return believed
        }
        if let wide = wideEncoding(of: bytes) {
            // All forms of EBCDIC have the declaration's letters in common.
            guard wide == "ibm037", let label = xmlDeclaration(in: convert(Array(bytes.prefix(256)), from: wide)) else { return wide }
            return canonicalName(of: label) ?? wide
        }
        let declared: String? =
            switch kind {
            case .xml: xmlDeclaration(in: bytes)
            case .html: metaDeclaration(in: bytes) ?? xmlDeclaration(in: bytes)
            case .json, .text: nil
            }
        if let declared, let name = canonicalName(of: declared), let believed = believed(name, of: bytes, soundness: soundness) {
            return believed
        }
        if soundness.isASCII { return isISO2022JP(bytes) ? "iso-2022-jp" : "utf-8" }
        return soundness.isMostlyUTF8 ? "utf-8" : guess(bytes)
    }

    /// The label, or what the bytes prove it should have been; `nil` where it can't be true at all.
    private static func believed(_ name: String, of bytes: [UInt8], soundness: UTF8Soundness) -> String? {
        // A text has no NUL: where they follow a pattern the label is wrong.
        if let wide = wideEncoding(of: bytes), wide != "ibm037" { return wide }
        switch name {
        case "utf-8":
            return soundness.isMostlyUTF8 ? name : nil
        case "windows-1252":
            return soundness.isSound && soundness.hasMultibyte ? "utf-8" : name
        case "utf-16le", "utf-16be", "utf-32le", "utf-32be":
            // A declaration that can be read byte by byte is proof that the document is no UTF-16.
            return bytes.prefix(200).contains(0) ? name : nil
        default:
            // Text of another charset is hardly ever sound UTF-8: its publisher has changed over and forgotten the label.
            return soundness.isSound && soundness.multibyte >= 4 ? "utf-8" : name
        }
    }
}

/// How well bytes do as UTF-8.
struct UTF8Soundness {
    private(set) var multibyte = 0
    private(set) var invalid = 0
    /// Whether a byte that is none stands beside another one that is no ASCII, as in text of another charset.
    private var isCrowded = false

    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            var position = 0
            while position < bytes.count {
                position = UTF8Scan.skipASCII(bytes, from: position)
                guard position < bytes.count else { break }
                let length = UTF8Scan.sequenceLength(bytes, at: position)
                if length > 0 {
                    multibyte += 1
                    position += length
                } else {
                    // A character cut off by the end of the bytes says nothing against them.
                    let rest = bytes[(position + 1)...]
                    let isCutOff = rest.count < 3 && bytes[position] >= 0xC2 && multibyte > 0 && rest.allSatisfy { $0 & 0xC0 == 0x80 }
                    if !isCutOff {
                        invalid += 1
                        let isAlone = (position == 0 || bytes[position - 1] < 0x80) && (rest.first ?? 0) < 0x80
                        isCrowded = isCrowded || !isAlone
                    }
                    position += 1
                }
            }
        }
    }

    var isASCII: Bool { invalid == 0 && multibyte == 0 }
    var isSound: Bool { invalid == 0 }
    var hasMultibyte: Bool { multibyte > 0 }
    /// Sound but for a stray byte here and there, which is how two sources spliced together look.
    var isMostlyUTF8: Bool { invalid == 0 || multibyte > (isCrowded ? invalid * 4 : invalid) }
}

/// Steps over UTF-8 by the table of well-formed sequences (Unicode 3.9, table 3-7).
enum UTF8Scan {
    /// The position of the first byte from `start` on that is not ASCII, or the count.
    @inline(__always)
    static func skipASCII(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        let raw = UnsafeRawBufferPointer(bytes)
        while position + 8 <= raw.count, raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
            position += 8
        }
        while position < raw.count, raw[position] < 0x80 { position += 1 }
        return position
    }

    /// Bytes of the well-formed sequence at `position`, 0 for none.
    @inline(__always)
    static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        let first = bytes[position]
        let left = bytes.count - position
        func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool { range.contains(bytes[position + offset]) }
        switch first {
        case 0..<0x80: return 1
        case 0xC2...0xDF: return left >= 2 && follows(1) ? 2 : 0
        case 0xE0: return left >= 3 && follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
        case 0xED: return left >= 3 && follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
        case 0xE1...0xEF: return left >= 3 && follows(1) && follows(2) ? 3 : 0
        case 0xF0: return left >= 4 && follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
        case 0xF1...0xF3: return left >= 4 && follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF4: return left >= 4 && follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }
}
