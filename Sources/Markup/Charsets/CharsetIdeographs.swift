/// Bytes read as an encoding of Chinese, Japanese or Korean.
///
/// Those scripts have too many characters to count pairs of: a character is as likely as its rank among the frequent ones says,
/// and the others as the part of the standard they stand in, which were filled in order of how much they are needed.
struct CharsetIdeographs: Sendable {
    let name: String
    /// The logarithm of how widespread the encoding is.
    let prior: Float
    private let script: Script

    init(_ name: String, _ prior: Float, _ script: Script) { (self.name, self.prior, self.script) = (name, prior, script) }

    /// The logarithm of how likely the bytes are, given the encoding and the language.
    func likelihood(of bytes: [UInt8]) -> Float {
        var sum: Float = 0
        var previous = Sort.space
        for scalar in String(decoding: Charset.convert(bytes, from: name), as: UTF8.self).unicodeScalars {
            let (sort, cost) = script.likelihood(of: scalar)
            sum += cost + (sort == previous ? 0 : Self.change(from: previous, to: sort))
            previous = sort
        }
        return sum
    }

    /// What a writing system's characters are sorted into.
    enum Sort {
        case space, latin, mark, han, hiragana, katakana, halfWidth, hangul, odd, impossible
    }

    private static func change(from previous: Sort, to next: Sort) -> Float {
        switch (previous, next) {
        case (_, .halfWidth): -2.5
        case (.space, .latin), (.latin, .space): -0.7
        case (_, .latin), (.latin, _): -2
        // A kana between two others is how half a character is misread.
        case (.katakana, .hiragana), (.hiragana, .katakana): -0.7
        default: 0
        }
    }

    /// A language with its characters.
    struct Script: Sendable {
        /// Characters and the logarithm of their probability.
        private var known: [UInt32: Float] = [:]
        private let rest: Float

        /// - Parameters:
        ///   - frequent: characters, the most frequent first.
        ///   - share: how much of a text they are.
        ///   - levels: rows of a two-byte standard, and how much of a text is in each but for the frequent characters.
        init(_ frequent: String, share: Float, kana: Float = 0, levels: [(rows: ClosedRange<UInt8>, encoding: String, share: Float)]) {
            for level in levels {
                let characters = Self.characters(of: level.rows, in: level.encoding)
                for character in characters where known[character] == nil {
                    known[character] = .log(level.share / Float(characters.count))
                }
            }
            if kana > 0 {
                for scalar in Self.hiragana.unicodeScalars { known[scalar.value] = .log(kana * 0.018) }
                for scalar in Self.katakana.unicodeScalars { known[scalar.value] = .log(kana * 0.006) }
            }
            // Zipf's law, flattened at the top as characters are (Mandelbrot).
            let scalars = Array(frequent.unicodeScalars)
            let weights = scalars.indices.map { 1 / Float($0 + 30) }
            let total = weights.reduce(0, +)
            for (scalar, weight) in zip(scalars, weights) {
                let likelihood = Float.log(share * weight / total)
                known[scalar.value] = max(known[scalar.value] ?? likelihood, likelihood)
            }
            rest = -16
        }

        /// The sort of a character, and the logarithm of how likely it is.
        func likelihood(of scalar: Unicode.Scalar) -> (Sort, Float) {
            let sort = Self.sort(of: scalar)
            switch sort {
            case .space: return (sort, -1.5)
            case .latin: return (sort, -3)
            case .mark: return (sort, -4.5)
            case .halfWidth: return (sort, known[0x30AB] == nil ? rest : -4)
            case .odd: return (sort, -9)
            case .impossible: return (sort, -18)
            case .han, .hangul, .hiragana, .katakana: return (sort, known[scalar.value] ?? rest)
            }
        }

        private static func sort(of scalar: Unicode.Scalar) -> Sort {
            switch scalar.value {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: .latin
            case 0x09, 0x0A, 0x0D, 0x20..<0x7F: .space
            case ..<0xA0, 0xE000...0xF8FF, 0xFFFD...: .impossible
            case 0x3041...0x309E: .hiragana
            case 0x30A1...0x30FA, 0x30FC...0x30FE: .katakana
            case 0xFF61...0xFF9F: .halfWidth
            case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000..<0x40000: .han
            case 0xAC00...0xD7A3: .hangul
            case 0x3000...0x3017, 0x30FB, 0xFF01...0xFF5E, 0x2010...0x203B, 0xB7, 0xD7, 0x2103, 0x2192, 0x25A0...0x25CF, 0x2606: .mark
            default: .odd
            }
        }

        private static func characters(of rows: ClosedRange<UInt8>, in encoding: String) -> [UInt32] {
            let trails = Array(0x40...0x7E as ClosedRange<UInt8>) + Array(0xA1...0xFE as ClosedRange<UInt8>)
            // A row in ASCII's half of the second byte there is in Big5 only.
            let seconds = trails.filter { encoding == "big5" || $0 >= 0xA1 }
            let bytes: [UInt8] = rows.flatMap { row -> [UInt8] in seconds.flatMap { second -> [UInt8] in [row, second, 0x20] } }
            return String(decoding: Charset.convert(bytes, from: encoding), as: UTF8.self).unicodeScalars
                .map(\.value).filter { $0 > 0x2FFF && $0 != 0xFFFD }
        }

        private static let hiragana = String(String.UnicodeScalarView((0x3041...0x3093).compactMap { Unicode.Scalar($0 as UInt32) }))
        private static let katakana = String(String.UnicodeScalarView((0x30A1...0x30FC).compactMap { Unicode.Scalar($0 as UInt32) }))

        static let simplifiedChinese = Script(
            simplified, share: 0.75, levels: [(0xB0...0xD7, "gb18030", 0.24), (0xD8...0xF7, "gb18030", 0.01)])
        static let traditionalChinese = Script(
            traditional, share: 0.75, levels: [(0xA4...0xC6, "big5", 0.24), (0xC9...0xF9, "big5", 0.01)])
        static let japanese = Script(
            kanji + frequentKana, share: 0.75, kana: 0.8, levels: [(0xB0...0xCF, "euc-jp", 0.15), (0xD0...0xF4, "euc-jp", 0.005)])
        static let korean = Script(syllables, share: 0.8, levels: [(0xB0...0xC8, "euc-kr", 0.15), (0xCA...0xFD, "euc-kr", 0.003)])

        private static let frequentKana = "のにはをたがでてとしれさいるかあこもらなっりきまンスルトラリイアクシドー"

        private static let simplified =
            "的一是不在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运列移专画闻京报评警案访网球赛欧港台湾股票涨跌价格病毒医疗法院检察调查企业经济投资银行市长总统选举议会抗议爆炸地震洪灾火灾事故死亡伤者受害警方逮捕嫌疑人腐败改革增长就业失业贸易关税出口进口石油天然气环境污染气候北京上海广州深圳香港韩朝俄罗斯英法德印度伊朗乌克兰以色列巴勒斯坦联合欧盟美联储特朗普习拜登普京主席首相外交部长发言人今年昨晚记者消息"
        private static let traditional =
            "的一是不在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運列移專畫聞臺灣台灣縣市議員立委選舉總統黨民進國民警方案件檢察調查企業經濟投資銀行股價漲跌病毒醫療院長縣長抗議爆炸地震颱風災火死亡傷者受害逮捕嫌犯貪污改革成長失業貿易關稅石油氣候環境污染新北高雄香港嘅係喺咗唔佢哋韓朝俄羅斯英法德印度伊朗烏克蘭以色列聯合歐盟主席首相外交部長發言人今年昨晚記者消息"
        private static let kanji =
            "日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住無真有口少町料工建空急止送切転研足究楽起着店病質待試族銀早映親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢政議民連対部合市内相定回選米実関決全表戦経最現調化当約首法性的要制治務成期取都和機平加受続進数記初指権支産点報済活原共得解交資予向際勝面告反判認参利組信在件側任引求所次昨論官増係感情投示変打直両式確果容必演歳争談能位置流格疑過局放常状球職与供役構割身費付由説難優夫収断石違消神番規術備宅害配警育席訪乗残想声念助労例然限追商葉伝働形景落好退頭負渡失差末守若種美命福望非観察段横深申様財港識呼達良候程満敗値突光路科積他処太客否師登易速存飛殺号単座破除完降責捕危給苦迎園具辞因馬愛富彼未舞亡冷適婦寄込顔類余王返妻背熱宿薬険頼覚船途許抜便留罪努精散静婚喜浮絶幸押倒等老曲払庭徒勤遅居雑招困欠更刻賛抱犯恐息遠戻願絵越欲痛笑互束似列探逃遊迷夢君閉緒折草暮酒悲晴掛到寝暗盗吸陽御歯忘雪吹娘誤洗慣礼窓昔貧怒泳祖杯疲皆鳴腹煙眠怖耳頂箱晩寒髪忙才靴恥偶偉猫幾誰阪岡県府区村沖縄震津波首相党議院氏被容疑逮捕裁判訴検察省庁総衛隊領基核米韓朝鮮露印株価為替企業製造輸億兆予想税率医療介護感染症患者死亡事故災害地域福島原発電台接近県警消防署大統領投票候補"
        private static let syllables =
            "이다는의에가을를하고기은로지사어한인리나자대도서그시일정해제보만수들아있부라으과게스전장상구원주와안여동비마공조소면유선오경화요성신위미없할우국저계방거된개관것내기모물분문무명중점치또당세천련때까더니러했습입합음였던데글표타닉네임키생선민회말행영군양위반통년트현법금연재작적식교등력간급강북남김박이최실산불용투출업속단심살초예결평감바진확파추레드달배울육복차포호토노품질진피격축건족형월임새록받른론크르으메야체르열두별난쪽터며르테약처매판권담참검찰청총후보선거설프능활편류찬환경찰코로나종책율억날송운손즈임후늘종직접완료락령벌집향혁협박태풍졌됐겠려"
    }
}
