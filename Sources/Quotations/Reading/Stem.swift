/// A rough stem of an English word, enough to join the forms of a verb.
enum Stem {
    private static let irregular: [UInt32: UInt32] = {
        let pairs: [(StaticString, StaticString)] = [
            ("said", "say"), ("says", "say"), ("told", "tell"), ("wrote", "write"), ("written", "write"), ("writing", "write"),
            ("writes", "write"), ("thought", "think"), ("spoke", "speak"), ("spoken", "speak"), ("replied", "reply"), ("replies", "reply"),
            ("denied", "deny"), ("denies", "deny"), ("testified", "testify"), ("testifies", "testify"), ("argued", "argu"),
            ("swore", "swear"),
            ("put", "put"), ("putting", "put"), ("read", "read"), ("gave", "give"), ("given", "give"), ("found", "find"), ("made", "make"),
            ("went", "go"), ("goes", "go"), ("gone", "go"), ("knew", "know"), ("known", "know"), ("saw", "see"), ("seen", "see"),
        ]
        var table: [UInt32: UInt32] = [:]
        for (form, stem) in pairs { table[FeatureHash.of(form)] = FeatureHash.of(stem) }
        return table
    }()

    /// The hash of the stem of a word.
    ///
    /// - Parameter bytes: the word as UTF-8.
    static func hash(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let whole = FeatureHash.lowercase(bytes)
        if let stem = irregular[whole] { return stem }
        var end = bytes.endIndex
        func ends(_ suffix: StaticString) -> Bool {
            let length = suffix.utf8CodeUnitCount
            guard end - bytes.startIndex >= length + 3 else { return false }
            return suffix.withUTF8Buffer { buffer in
                zip(buffer, bytes[(end - length)..<end]).allSatisfy { $0 == $1 | 0x20 }
            }
        }
        if ends("ing") {
            end -= 3
        } else if ends("ied") || ends("ies") {
            end -= 2
        } else if ends("ed") {
            end -= 2
        } else if ends("s"), !ends("ss"), !ends("us") {
            end -= 1
        }
        if end < bytes.endIndex, end - bytes.startIndex >= 4, bytes[end - 1] | 0x20 == bytes[end - 2] | 0x20, !ends("ll"), !ends("ss") {
            // "admitted": the doubled letter goes.
            end -= 1
        }
        if end - bytes.startIndex >= 4, bytes[end - 1] | 0x20 == UInt8(ascii: "e") { end -= 1 }
        return FeatureHash.lowercase(bytes[bytes.startIndex..<end])
    }
}
