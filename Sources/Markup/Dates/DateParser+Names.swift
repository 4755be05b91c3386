/// What a word means in a date.
struct DateWord {
    /// One month that a name stands for, and in which languages, where these don't agree.
    struct Reading {
        let month: Int
        let languages: DateLanguages
    }

    /// 1 to 12.
    var month: Int?
    /// The months of a name that is disputed between languages, the more frequent first.
    var readings: [Reading] = []
    /// The days of the week that the word is in some language: bit 0 for Monday to bit 6 for Sunday.
    var weekdays: UInt8 = 0
    /// The languages that the word speaks for in a dispute.
    var languages: DateLanguages = []
    /// What it says of the numbers around it.
    var sign: Sign?
    /// Whether the word may be the first of a name of several words.
    var isBeginning = false

    /// A word that makes something else of a number than its place does.
    enum Sign: Equatable {
        case morning, afternoon
        /// The next number is the month's, or the weekday's.
        case month, weekday
        /// Years count from the Buddha's death.
        case buddhist
        /// Years count from the one after this.
        case era(Int)
    }

    var isMonth: Bool { month != nil || !readings.isEmpty }
}

/// The languages, or groups of them, that dispute a month's name.
struct DateLanguages: OptionSet {
    let rawValue: UInt8

    static let polish = DateLanguages(rawValue: 1)
    /// Czech and Slovak.
    static let czech = DateLanguages(rawValue: 2)
    /// Croatian, with its neighbours that write alike.
    static let croatian = DateLanguages(rawValue: 4)
}

/// Finds words of dates by their names, without regard to case, the marks over letters, and ways of spelling one letter.
enum DateWords {
    /// The hash of a folded word, which is what words are found by: no string has to be made of each word that is looked up.
    struct Key: Hashable {
        private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

        mutating func add(_ word: UnsafeBufferPointer<UInt8>) {
            guard word.contains(where: { $0 >= 0x80 }) else {
                for byte in word { add(0x41...0x5A ~= byte ? byte | 0x20 : byte) }
                return
            }
            for scalar in String(decoding: word, as: UTF8.self).unicodeScalars { DateWords.fold(scalar, into: &self) }
        }

        /// The key of a name of several words.
        func joined(with word: UnsafeBufferPointer<UInt8>) -> Key {
            var key = self
            key.add(UInt8(ascii: "_"))
            key.add(word)
            return key
        }
    }

    static func find(_ key: Key) -> DateWord? { words[key] }

    /// The month or day that three ASCII letters name in English, or `nil`.
    static func english(_ word: UnsafeBufferPointer<UInt8>) -> DateWord? {
        guard word.count == 3 else { return nil }
        let key = UInt32(word[0] | 0x20) << 16 | UInt32(word[1] | 0x20) << 8 | UInt32(word[2] | 0x20)
        return switch key {
        case 0x6A616E: DateWord(month: 1)
        case 0x666562: DateWord(month: 2)
        case 0x6D6172: DateWord(month: 3, weekdays: 2)  // Tuesday in the Romance languages
        case 0x617072: DateWord(month: 4)
        case 0x6D6179: DateWord(month: 5)
        case 0x6A756E: DateWord(month: 6)
        case 0x6A756C: DateWord(month: 7)
        case 0x617567: DateWord(month: 8)
        case 0x736570: DateWord(month: 9)
        case 0x6F6374: DateWord(month: 10)
        case 0x6E6F76: DateWord(month: 11)
        case 0x646563: DateWord(month: 12)
        case 0x6D6F6E: DateWord(weekdays: 1)
        case 0x747565: DateWord(weekdays: 2)
        case 0x776564: DateWord(weekdays: 4)
        case 0x746875: DateWord(weekdays: 8)
        case 0x667269: DateWord(weekdays: 16)
        case 0x736174: DateWord(weekdays: 32)
        case 0x73756E: DateWord(weekdays: 64)
        default: nil
        }
    }

    private static let words: [Key: DateWord] = {
        var words: [Key: DateWord] = [:]
        func add(_ list: String, _ change: (inout DateWord) -> Void) {
            for name in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                var key = Key()
                for (index, word) in name.split(separator: "_").enumerated() {
                    if index > 0 {
                        words[key, default: DateWord()].isBeginning = true
                        key.add(UInt8(ascii: "_"))
                    }
                    var word = String(word)
                    word.withUTF8 { key.add($0) }
                }
                change(&words[key, default: DateWord()])
            }
        }
        for (index, list) in DateNameTable.months.enumerated() { add(list) { $0.month = index + 1 } }
        for (index, list) in DateNameTable.weekdays.enumerated() { add(list) { $0.weekdays |= 1 << UInt8(index) } }
        for (name, readings) in DateNameTable.disputed { add(name) { $0.readings = readings } }
        for (language, list) in DateNameTable.marks { add(list) { $0.languages.insert(language) } }
        for (sign, list) in DateNameTable.signs { add(list) { $0.sign = sign } }
        return words
    }()

    // MARK: Folding

    /// Adds a letter as the plainest one it may be written for; marks that only some write are left out.
    private static func fold(_ scalar: Unicode.Scalar, into key: inout Key) {
        switch scalar.value {
        case 0..<0x80: key.add(0x41...0x5A ~= scalar.value ? UInt8(scalar.value) | 0x20 : UInt8(scalar.value))
        // Marks over letters; the Hebrew geresh; vowel signs and hamzas of Arabic; the nuktas of India; joiners.
        case 0x2BB...0x2BC, 0x300...0x36F, 0x5F3...0x5F4, 0x610...0x61A, 0x64B...0x655, 0x93C, 0x970, 0x9BC, 0xA3C, 0x200B...0x200D: return
        case 0x622, 0x623, 0x625: append(0x627, to: &key)
        case 0x649, 0x6CC: append(0x64A, to: &key)
        case 0x6A9: append(0x643, to: &key)
        case 0x629, 0x6C0: append(0x647, to: &key)
        case 0x958...0x95F: append([0x915, 0x916, 0x917, 0x91C, 0x921, 0x922, 0x92B, 0x92F][Int(scalar.value - 0x958)], to: &key)
        case 0x9DF: append(0x9AF, to: &key)
        case 0xA5E: append(0xA2B, to: &key)
        default:
            if let plain = plainLetters[scalar.value] { return append(plain, to: &key) }
            for lower in scalar.properties.lowercaseMapping.unicodeScalars { append(lower.value, to: &key) }
        }
    }

    private static func append(_ value: UInt32, to key: inout Key) {
        guard let scalar = Unicode.Scalar(value) else { return }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { key.add(byte) }
    }

    /// Latin and Greek letters without their marks.
    private static let plainLetters: [UInt32: UInt32] = {
        var letters: [UInt32: UInt32] = [:]
        for group in [
            "aàáâãäåāăąạảấầẩẫậắằẳẵặ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẹẻẽếềểễệə", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıịỉ", "jĵ", "kķ", "lĺļľł",
            "nñńņňŋ",
            "oòóôõöøōŏőơọỏốồổỗộớờởỡợ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųưụủứừửữự", "wŵ", "yýÿŷỳỵỷỹ", "zźżž", "αά", "εέ", "ηή", "ιίϊΐ",
            "οό",
            "σς", "υύϋΰ", "ωώ",
        ] {
            guard let plain = group.unicodeScalars.first else { continue }
            for scalar in group.unicodeScalars {
                letters[scalar.value] = plain.value
                for upper in scalar.properties.uppercaseMapping.unicodeScalars where upper.value >= 0x80 {
                    letters[upper.value] = letters[upper.value] ?? plain.value
                }
            }
        }
        // What the uppercase of two scalars would bring in: combining marks count for nothing anyway.
        return letters.filter { !(0x300...0x36F).contains($0.key) }
    }()
}
