extension Charset {
    /// The likeliest encoding of bytes that declare none and are no UTF-8.
    ///
    /// A part of the text is decoded by each candidate, and what comes out is marked: characters that are frequent in a language
    /// of that encoding count for it; symbols within words, capitals behind small letters, and bytes that are no
    /// character count against it. The marks are divided by the bytes beyond ASCII, so that one character of two bytes
    /// weighs as much as two of one.
    ///
    /// - Returns: `windows-1252` where nothing is better, as browsers have it.
    static func guess(_ bytes: [UInt8]) -> String {
        let sample = sample(of: bytes)
        let weight = sample.count { $0 >= 0x80 }
        guard weight > 0 else { return "utf-8" }
        var best = (name: "windows-1252", mark: -Double.infinity)
        for candidate in Candidate.all {
            let decoded = convert(sample, from: candidate.name)
            // A few bytes prove nothing: they are left to the most widespread encoding.
            let doubt = candidate.name == "windows-1252" ? 0 : 1.5 / Double(weight)
            let mark = candidate.mark(decoded) / Double(weight) + candidate.prior - doubt
            if mark > best.mark { best = (candidate.name, mark) }
        }
        return best.name
    }

    /// The first lines with bytes beyond ASCII, some thousand of them.
    private static func sample(of bytes: [UInt8]) -> [UInt8] {
        var sample: [UInt8] = []
        var weight = 0
        for line in bytes.prefix(1 << 20).split(separator: 0x0A) {
            let foreign = line.count { $0 >= 0x80 }
            guard foreign > 0 else { continue }
            sample.append(contentsOf: line.prefix(16_384))
            sample.append(0x0A)
            weight += foreign
            if weight > 4000 || sample.count > 65_536 { break }
        }
        return sample
    }
}

/// An encoding that bytes may be in, with what its languages look like.
private struct Candidate {
    var name: String
    /// Every tenth letter or so, and then the rest of the frequent ones; lower case.
    var frequent: Set<UInt32>
    var common: Set<UInt32>
    /// The letters it is for at all.
    var letters: [ClosedRange<UInt32>]
    /// How many bytes a frequent character has.
    var width: Double
    /// Between candidates that read a text alike, the more widespread.
    var prior = 0.0

    init(_ name: String, _ frequent: String, _ common: String, _ letters: [ClosedRange<UInt32>], width: Double = 1, prior: Double = 0) {
        self.name = name
        self.frequent = Set(frequent.unicodeScalars.map(\.value))
        self.common = Set(common.unicodeScalars.map(\.value))
        (self.letters, self.width, self.prior) = (letters, width, prior)
    }

    /// How much the text looks like one of the candidate's languages.
    func mark(_ utf8: [UInt8]) -> Double {
        var mark = 0.0
        let scalars = Array(String(decoding: utf8, as: UTF8.self).unicodeScalars)
        for (position, scalar) in scalars.enumerated() where scalar.value >= 0x80 {
            let previous = position > 0 ? scalars[position - 1] : "\n"
            let next = position + 1 < scalars.count ? scalars[position + 1] : "\n"
            mark += self.mark(scalar, after: previous, before: next)
        }
        return mark
    }

    private func mark(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar, before next: Unicode.Scalar) -> Double {
        let properties = scalar.properties
        let small = properties.isUppercase ? (properties.lowercaseMapping.unicodeScalars.first ?? scalar).value : scalar.value
        var mark: Double
        if frequent.contains(small) {
            mark = 1.2
        } else if common.contains(small) {
            mark = 0.8
        } else if letters.contains(where: { $0.contains(small) }) {
            mark = width > 1 ? 0.1 : 0.2
        } else if Self.marks.contains(scalar.value) {
            return 0.3 * width
        } else if width == 1, properties.isAlphabetic {
            mark = 0
        } else {
            switch scalar.value {
            case 0xFFFD: return -4
            case 0x80..<0xA0, 0xE000...0xF8FF: return -3
            default: return previous.properties.isAlphabetic && next.properties.isAlphabetic ? -1.5 : -0.7
            }
        }
        if isLatin, Self.isForeignLetter(previous) || Self.isForeignLetter(next) {
            // Latin languages seldom have two such letters together, every other script has.
            mark -= 1
        }
        if !isLatin, width == 1, Self.isASCIILetter(previous) || Self.isASCIILetter(next) {
            // No word is written in two scripts.
            mark -= 1.2
        }
        if properties.isUppercase, previous.properties.isAlphabetic {
            mark = previous.properties.isLowercase ? -1.5 : min(mark, 0.2)
        }
        return mark * width
    }

    private var isLatin: Bool { letters.first == Self.latin }

    private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
        (0x61...0x7A).contains(scalar.value | 0x20) && scalar.value < 0x80
    }

    private static func isForeignLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x80 && scalar.properties.isAlphabetic }

    /// Punctuation that any text may hold.
    private static let marks = Set("“”„‘’‚–—…«»·°§©®™€\u{A0}•№、。，：；！？「」『』（）《》【】ー％～・".unicodeScalars.map(\.value))

    private static let latin: ClosedRange<UInt32> = 0xC0...0x17F
    private static let cyrillic: ClosedRange<UInt32> = 0x400...0x45F
    private static let han: ClosedRange<UInt32> = 0x4E00...0x9FFF
    private static let kana: ClosedRange<UInt32> = 0x3041...0x30FA
    private static let hangul: ClosedRange<UInt32> = 0xAC00...0xD7A3

    private static let russian = ("оеаинтсрвл", "кмдпуяыьгзбчйхжшюцщэфъёіїєґў")

    private static let simplified =
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运列移专画闻"
    private static let traditional =
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運聞導希容易翻有助改您"
    private static let japanese =
        "日一大年中会人本月長国出上十生子分東三行同今高金時手見市力米自前円合立内二事社者地京間田体学下目五後新明方部女八心四民対主正代言九小思七山実入回場野開万全定家北六問話文動度県水安氏和政保表道相意発不党記事投稿反映正月"
    private static let korean =
        "이다는의에가을를하고기은로지사어한인리나자대도서그시일정해제보만수들아있부라으과게스전장상구원주와안여동비마공조소면유선오경화요성신위미없할우국저계방거된개관것내기모물분문무명중점치또당세천련때까더니러했습입합음였던데글표타닉네임키"

    static let all: [Candidate] = [
        Candidate("windows-1252", "éèàüöäóíáñçãôê", "ßúâîûïëøåæõùìòœ", [latin], prior: 0.1),
        Candidate("windows-1250", "ąćęłńóśżšžčřěáíéýăţş", "źďťňůúőűöüäâîđ", [latin]),
        Candidate("iso-8859-2", "ąćęłńóśżšžčřěáíéýăţş", "źďťňůúőűöüäâîđ", [latin], prior: -0.02),
        Candidate("windows-1254", "ığşçüö", "âîİ", [latin], prior: -0.05),
        Candidate("windows-1251", russian.0, russian.1, [cyrillic], prior: 0.05),
        Candidate("koi8-r", russian.0, russian.1, [cyrillic]),
        Candidate("iso-8859-5", russian.0, russian.1, [cyrillic], prior: -0.05),
        Candidate("ibm866", russian.0, russian.1, [cyrillic], prior: -0.05),
        Candidate("windows-1253", "αοιετσνηυρ", "πκμλωςάίήέόύώγδβθχφξζψϊϋ", [0x370...0x3FF]),
        Candidate("windows-1255", "יוהלארתבמש", "נעםדקחפטכגסזצןךףץ", [0x590...0x5FF]),
        Candidate("windows-1256", "اليمنورتبة", "عدسفهكقحجصشطخذضزثظغىأإآءئؤ", [0x600...0x6FF]),
        Candidate("windows-874", "านรอกเงมยล", "ว่ดทสต้ปบคหะแจพชขใไโผี้ิืุูั์", [0xE00...0xE7F]),
        Candidate("gb18030", simplified, "", [han], width: 2),
        Candidate("big5", traditional, "", [han], width: 2),
        Candidate("shift_jis", japanese, kanaLetters, [han, kana], width: 2),
        Candidate("euc-jp", japanese, kanaLetters, [han, kana], width: 2),
        Candidate("euc-kr", korean, "", [hangul], width: 2),
    ]

    private static let kanaLetters = String(String.UnicodeScalarView((0x3041...0x30FA).compactMap { Unicode.Scalar($0 as UInt32) }))
}
