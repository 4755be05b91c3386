import Glibc
import Testing

@testable import Markup

@Suite struct CharsetGuessingTests {
    private func encoded(_ text: String, as name: String) -> [UInt8]? {
        guard let descriptor = iconv_open(Charset.libraryName(of: name), "UTF-8") else { return nil }
        defer { iconv_close(descriptor) }
        var input = text.utf8.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: 4 * input.count)
        let made = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (next, left) = (input.baseAddress, input.count)
                var (target, room) = (output.baseAddress, output.count)
                return iconv(descriptor, &next, &left, &target, &room) == 0 && left == 0 ? output.count - room : 0
            }
        }
        return made == 0 ? nil : output[..<made].map { UInt8(bitPattern: $0) }
    }

    private func decoded(_ bytes: [UInt8], _ kind: Charset.Kind = .text) -> String {
        String(decoding: Charset.decode(bytes, contentType: nil, kind: kind).utf8, as: UTF8.self)
    }

    /// Expects the text to be read from each of the encodings, none of which is declared.
    private func expect(_ text: String, from encodings: [String], _ location: SourceLocation = #_sourceLocation) throws {
        for name in encodings {
            let bytes = try #require(encoded(text, as: name), "\(name) lacks a character of the text", sourceLocation: location)
            #expect(decoded(bytes) == text, "\(name)", sourceLocation: location)
        }
    }

    @Test(arguments: [
        "Café, naïve résumé – “à la carte”", "Ölpreis fällt, Bürger atmen auf", "El señor Núñez ganó el año pasado",
        "São três milhões, não quatro", "Älg stoppade tåget vid Åmål", "Forældre på Ærø får støtte",
        "L’été à la forêt, où l’on prend le thé",
    ])
    func `reads languages of the West in short texts`(text: String) throws {
        try expect(text, from: ["windows-1252"])
        try expect(text.filter { !"–“”’".contains($0) }, from: ["iso-8859-1", "iso-8859-15", "macintosh"])
    }

    @Test func `reads Icelandic`() throws {
        try expect("Þetta er ný brú, sagði Þórður á Ísafirði", from: ["windows-1252", "iso-8859-1", "iso-8859-15"])
    }

    @Test(arguments: [
        "Fares up £200 a year", "25¢ a call", "Dollar falls to ¥150", "¿Quién ganará?", "¡Campeones!", "½ price sale", "¼ cup of milk",
        "¾ of voters stay away", "a 3 × 4 grid", "Absatz § 12 gilt", "© 2031 Lake Gazette", "Brand® wins in court", "25°C in the shade",
        "« Oui »", "it costs £5", "Zürich", "naïve", "10 m² of garden", "±5% error",
    ])
    func `reads a mark of windows-1252 among ASCII as what it is`(text: String) throws {
        try expect(text, from: ["windows-1252"])
    }

    @Test(arguments: ["“No”, she said", "It’s the lake – again", "More … and more", "• First", "10 € billet", "5€ a day", "Preis: 5 €"])
    func `reads a mark that only windows-1252 has`(text: String) throws {
        try expect(text, from: ["windows-1252"])
    }

    @Test func `reads the euro and the ligature that iso-8859-15 has in place of rarer marks`() throws {
        try expect("Le cœur de la ville rénové pour 8 € par jour", from: ["iso-8859-15"])
    }

    @Test(arguments: [
        "Příliš žluťoučký kůň a šťastný řidič", "Żółw i gęś są nad łąką", "Győr: tűz ütött ki, őrizetben egy nő",
        "Župan je rekao da će šuma biti čišća", "Ţara îşi doreşte pace, după alegeri", "Ľudia kupujú menej, päť obchodov končí",
        "Človek živi ob cesti, še vedno čaka",
    ])
    func `reads languages of Central Europe`(text: String) throws {
        try expect(text, from: ["windows-1250", "iso-8859-2"])
    }

    @Test(arguments: ["Žmonės ėjo į gatves, šąla kojos", "Šodien Rīgā cilvēki gāja ielās", "Õhtul sõitis jääle kümme autot, šokk suur"])
    func `reads Baltic languages`(text: String) throws { try expect(text, from: ["windows-1257", "iso-8859-13", "iso-8859-4"]) }

    @Test(arguments: ["Şehirdeki köprü bugün açıldı, ığdır", "Güneşli bir gün, yağmur yok"])
    func `reads Turkish`(text: String) throws { try expect(text, from: ["windows-1254"]) }

    @Test(arguments: [
        ("Суд принял решение по делу о выборах", ["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"]),
        ("МОСТ ЧЕРЕЗ ОЗЕРО ЗАКРЫТ ДО ВЕСНЫ", ["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"]),
        ("Міська рада ухвалила бюджет, її підтримали всі", ["windows-1251", "koi8-u", "iso-8859-5", "x-mac-cyrillic"]),
        ("Министърът обяви, че мостът ще бъде затворен", ["windows-1251", "koi8-r", "iso-8859-5", "ibm866"]),
        ("Људи чекају ђака испред куће, њива је близу", ["windows-1251", "iso-8859-5"]),
    ])
    func `reads Cyrillic, in capitals too`(text: String, encodings: [String]) throws { try expect(text, from: encodings) }

    @Test(arguments: [
        ("Ειδήσεις από την πόλη και το λιμάνι", ["windows-1253", "iso-8859-7"]), ("Άνοιξε η γέφυρα", ["windows-1253", "iso-8859-7"]),
        ("ΑΠΕΡΓΙΑ ΣΤΟ ΛΙΜΑΝΙ ΤΗΣ ΠΟΛΗΣ", ["windows-1253", "iso-8859-7"]),
        ("חדשות היום מן העיר והאגם", ["windows-1255", "iso-8859-8"]), ("أخبار اليوم من المدينة والبحيرة", ["windows-1256", "iso-8859-6"]),
        ("پل درياچه تا بهار بسته شد، گزارش چاپ نشد", ["windows-1256"]), ("สะพานข้ามทะเลสาบปิดถึงเดือนเมษายน", ["windows-874"]),
    ])
    func `reads other scripts`(text: String, encodings: [String]) throws { try expect(text, from: encodings) }

    @Test func `reads Vietnamese, whose tones are bytes of their own`() throws {
        try expect("Cầu qua hồ đóng cửa đến mùa xuân, thị trưởng nói", from: ["windows-1258"])
    }

    @Test(arguments: [
        ("湖の橋は春まで閉鎖されます", ["shift_jis", "euc-jp"]), ("台風接近、橋は通行止め", ["shift_jis", "euc-jp"]),
        ("ﾆｭｰｽ ｺﾝﾋﾞﾆで強盗", ["shift_jis"]), ("호수의 다리는 봄까지 닫힙니다", ["euc-kr"]), ("시장, 다리 공사 발표", ["euc-kr"]),
        ("大桥将关闭到明年春天，市长说", ["gb18030"]), ("湖边发生火灾", ["gb18030"]), ("大橋將關閉到明年春天，市長說", ["big5", "gb18030"]),
        ("湖邊發生火災", ["big5"]),
    ])
    func `tells the encodings of East Asia in headlines`(text: String, encodings: [String]) throws { try expect(text, from: encodings) }

    @Test func `reads escapes to JIS where nothing is declared`() throws {
        let bytes = Array("<a>".utf8) + [0x1B, 0x24, 0x42, 0x38, 0x50, 0x24, 0x4E, 0x1B, 0x28, 0x42] + Array("</a>".utf8)
        #expect(decoded(bytes) == "<a>湖の</a>")
        let declared = Array("<?xml version='1.0' encoding='utf-8'?>".utf8) + bytes
        #expect(Charset.name(of: declared, contentType: nil, kind: .xml) == "utf-8")
        // Half a character, and a shift to another set.
        #expect(Charset.name(of: [0x1B, 0x24, 0x42, 0x38, 0x1B, 0x28, 0x42], contentType: nil, kind: .text) == "utf-8")
        #expect(Charset.name(of: [0x1B, 0x5B, 0x31, 0x6D, 0x61], contentType: nil, kind: .text) == "utf-8")
    }

    @Test func `sees units of two and four bytes by their zeros`() {
        let text = "Lake news: 3 bridges, 2 closed – über Nacht"
        #expect(decoded(text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) == text)
        #expect(decoded(text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }) == text)
        #expect(decoded(text.unicodeScalars.flatMap { [UInt8($0.value & 255), UInt8($0.value >> 8), 0, 0] }) == text)
        #expect(decoded(text.unicodeScalars.flatMap { [0, 0, UInt8($0.value >> 8), UInt8($0.value & 255)] }) == text)
        #expect(decoded(Array("a\0few\0zeros in an ordinary text".utf8)) == "afewzeros in an ordinary text")
    }

    @Test func `leaves a lone byte to the most widespread encoding`() {
        #expect(Charset.decode([0x61, 0xE9, 0x62], contentType: nil, kind: .text).name == "windows-1252")
    }

    @Test func `leaves tags and entities out of account`() throws {
        let item = "<a title=\"Long English words of no account\">&amp;&nbsp;</a>"
        let bytes = try #require(encoded(String(repeating: item, count: 50) + "<p>Žluťoučký kůň</p>", as: "windows-1250"))
        #expect(decoded(bytes, .html).hasSuffix("<p>Žluťoučký kůň</p>"))
    }

    @Test func `looks at a part of a long document only`() {
        let sample = CharsetSample([UInt8](repeating: 0xE4, count: 1 << 20))
        #expect(sample.words.count < 4_096)
        let spaced = CharsetSample(Array(repeatElement([0x61, 0xE4, 0x20] as [UInt8], count: 1 << 18).joined()))
        #expect(spaced.words.count < 16_384)
        var sparse = [UInt8](repeating: 0x61, count: 4 << 20)
        for position in stride(from: 0, to: sparse.count, by: 800) { sparse[position] = 0xE9 }
        #expect(CharsetSample(sparse).words.count < 128 << 10)
    }
}

@Suite struct StrayByteTests {
    private func text(_ parts: Any...) -> String {
        let bytes = parts.flatMap { ($0 as? String).map { Array($0.utf8) } ?? ($0 as? [UInt8]) ?? [] }
        return String(decoding: Charset.decode(bytes, contentType: nil, kind: .xml).utf8, as: UTF8.self)
    }

    private let utf8 = "<?xml version='1.0' encoding='utf-8'?>Übermäßig schöne Grüße – größer "

    @Test func `reads what was pasted from windows-1252 into UTF-8`() {
        #expect(
            text(utf8, "Caf", [0xE9] as [UInt8], " d", [0xE9] as [UInt8], "j", [0xE0] as [UInt8], " It", [0x92] as [UInt8], "s ").hasSuffix(
                "größer Café déjà It’s "))
        #expect(text(utf8, [0x93] as [UInt8], "No", [0x94] as [UInt8], " 5 ", [0x80] as [UInt8], " ").hasSuffix("größer “No” 5 € "))
        #expect(
            text(utf8, "ESPA", [0xD1] as [UInt8], "A S", [0xC3] as [UInt8], "O pas", [0xF3, 0x94] as [UInt8]).hasSuffix("ESPAÑA SÃO pasó”"))
    }

    @Test func `finds that in a document of which only a few characters are UTF-8`() {
        let old: [UInt8] = Array("El ni".utf8) + [0xF1] + Array("o comi".utf8) + [0xF3] + Array(" en Espa".utf8) + [0xF1] + Array("a ".utf8)
        #expect(text("© naïve ", old, old).hasSuffix("© naïve El niño comió en España El niño comió en España "))
    }

    @Test func `replaces a character that was cut`() {
        #expect(text(utf8, "it", [0xE2, 0x80] as [UInt8], "...").hasSuffix("it\u{FFFD}..."))
        #expect(text(utf8, "caf", [0xC3] as [UInt8], "...").hasSuffix("caf\u{FFFD}..."))
        #expect(text(utf8, "湖の橋", [0xE3, 0x81] as [UInt8], "...").hasSuffix("湖の橋\u{FFFD}..."))
        #expect(text(utf8, "весн", [0xD0] as [UInt8], "...").hasSuffix("весн\u{FFFD}..."))
        #expect(text(utf8, "x ", [0xF0, 0x9F, 0x98] as [UInt8], " y").hasSuffix("x \u{FFFD} y"))
    }

    @Test func `takes German quotations for no UTF-8`() {
        let sentence: [UInt8] = [0x84] + Array("Das ist gro".utf8) + [0xDF, 0x93] + Array(", erkl".utf8) + [0xE4] + Array("rt er".utf8)
        #expect(text(sentence) == "„Das ist groß“, erklärt er")
    }
}
