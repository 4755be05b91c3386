extension Charset {
    /// The WHATWG name of an encoding, by any of its labels ("latin1", "x-sjis", "KS_C_5601-1987").
    ///
    /// Labels of the Encoding standard come first. The names of other charsets that the C library can read (IBM code
    /// pages, Macintosh scripts) are given back as they are.
    ///
    /// - Returns: `nil` for a label nobody knows.
    public static func canonicalName(of label: String) -> String? {
        let label = String(decoding: label.utf8.filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self).lowercased()
        guard !label.isEmpty, label.utf8.count <= 40 else { return nil }
        if let name = names[label] { return name }
        let dashed = String(decoding: label.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
        if let name = names[dashed] { return name }
        // Stateful encodings are left to the labels above: they hide markup from whoever looks at the bytes.
        let isPlain = label.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F }
        guard isPlain, !dashed.hasPrefix("iso-2022"), !label.hasPrefix("iso2022"), !label.contains("utf") else { return nil }
        return [label, dashed].first(where: canConvert)
    }

    /// Label → name, from the table of the Encoding standard, section 4.2.
    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for (name, labels) in table {
            names[name] = name
            for label in labels.split(separator: " ") { names[String(label)] = name }
        }
        return names
    }()

    private static let table: [(name: String, labels: String)] = [
        ("utf-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 utf-8-sig x-unicode20utf8 u8"),
        ("ibm866", "866 cp866 csibm866"),
        ("iso-8859-2", "csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"),
        ("iso-8859-3", "csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"),
        ("iso-8859-4", "csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"),
        ("iso-8859-5", "csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
        (
            "iso-8859-6",
            "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 "
                + "iso88596 iso_8859-6 iso_8859-6:1987"
        ),
        (
            "iso-8859-7",
            "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"
        ),
        (
            "iso-8859-8",
            "csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual "
                + "csiso88598i iso-8859-8-i logical"
        ),
        ("iso-8859-10", "csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6"),
        ("iso-8859-13", "iso8859-13 iso885913"),
        ("iso-8859-14", "iso8859-14 iso885914"),
        ("iso-8859-15", "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9"),
        ("iso-8859-16", ""),
        ("koi8-r", "cskoi8r koi koi8 koi8_r"),
        ("koi8-u", "koi8-ru"),
        ("macintosh", "csmacintosh mac x-mac-roman macroman mac-roman"),
        ("windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620 cp874"),
        ("windows-1250", "cp1250 x-cp1250 win-1250 windows1250"),
        ("windows-1251", "cp1251 x-cp1251 win-1251 windows1251"),
        (
            "windows-1252",
            "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
                + "iso_8859-1:1987 l1 latin1 latin-1 us-ascii usascii x-cp1252 win-1252 windows1252 ansi"
        ),
        ("windows-1253", "cp1253 x-cp1253 win-1253"),
        (
            "windows-1254",
            "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254 win-1254"
        ),
        ("windows-1255", "cp1255 x-cp1255 win-1255"),
        ("windows-1256", "cp1256 x-cp1256 win-1256"),
        ("windows-1257", "cp1257 x-cp1257 win-1257"),
        ("windows-1258", "cp1258 x-cp1258 win-1258"),
        ("x-mac-cyrillic", "x-mac-ukrainian mac-cyrillic maccyrillic"),
        ("mac-centraleurope", "mac-latin2 maclatin2 x-mac-ce x-mac-centraleurroman"),
        ("mac-is", "mac-iceland maciceland x-mac-icelandic"),
        ("pt154", "ptcp154 cp154 cyrillic-asian"),
        ("rk1048", "kz-1048 kz1048 strk1048-2002"),
        ("gbk", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk cp936 ms936 euc-cn gb2312-80"),
        ("gb18030", "gb18030-2000 gb18030-2005"),
        ("big5", "big5-hkscs cn-big5 csbig5 x-x-big5 big5hkscs cp950 big5-tw"),
        ("euc-jp", "cseucpkdfmtjapanese x-euc-jp eucjp ujis u-jis"),
        ("iso-2022-jp", "csiso2022jp iso2022jp iso2022-jp"),
        ("shift_jis", "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932 s-jis shiftjis"),
        (
            "euc-kr",
            "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 euckr uhc ms949"
        ),
        ("utf-16be", "unicodefffe utf16be utf-16-be utf_16_be"),
        ("utf-16le", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf16 u16 utf_16 utf16le utf-16-le utf_16_le"),
        ("utf-32le", "utf-32 utf32 utf32le u32 utf_32 utf_32_le iso-10646-ucs-4 ucs-4"),
        ("utf-32be", "utf32be utf_32_be"),
    ]

    /// What the C library calls an encoding.
    static func libraryName(of name: String) -> String {
        switch name {
        case "windows-874": "CP874"
        case let name where name.hasPrefix("windows-"): "CP" + name.dropFirst(8)
        case "gbk", "gb18030": "GB18030"
        case "big5": "BIG5-HKSCS"
        case "euc-jp": "EUC-JP-MS"
        case "shift_jis": "CP932"
        case "euc-kr": "CP949"
        case "iso-2022-jp": "ISO-2022-JP-2"
        case "x-mac-cyrillic": "MAC-UK"
        case "ibm037": "IBM037"
        default: name.uppercased()
        }
    }
}
