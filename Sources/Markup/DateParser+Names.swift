/// The zones' abbreviations, with their minutes east of UTC.
///
/// Where one abbreviation is several zones, the one that news feeds mean most: IST is India's, CST and EST America's, BST Britain's.
enum ZoneNames {
    static func offset(of word: UnsafeBufferPointer<UInt8>) -> Int? {
        var key: UInt64 = 0
        for byte in word.prefix(8) { key = key << 8 | UInt64(byte & 0xDF) }
        return offsets[key]
    }

    private static let offsets: [UInt64: Int] = {
        var offsets: [UInt64: Int] = [:]
        for entry in table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = entry.split(separator: "=")
            guard parts.count == 2, let minutes = Int(parts[1]) else { continue }
            var key: UInt64 = 0
            for byte in parts[0].utf8 { key = key << 8 | UInt64(byte) }
            offsets[key] = minutes
        }
        return offsets
    }()

    private static let table = """
        Z=0 UT=0 UTC=0 GMT=0 WET=0 WEST=60 BST=60 CET=60 CEST=120 MEZ=60 MESZ=120 MET=60 MEST=120 EET=120 EEST=180 MSK=180 MSD=240
        SAST=120 CAT=120 EAT=180 WAT=60 TRT=180 AST=-240 AT=-240 ADT=-180 EST=-300 ET=-300 EDT=-240 CST=-360 CT=-360 CDT=-300
        MST=-420 MT=-420 MDT=-360 PST=-480 PT=-480 PDT=-420 AKST=-540 AKDT=-480 HST=-600 HDT=-540 NST=-210 NDT=-150
        BRT=-180 BRST=-120 ART=-180 CLT=-240 CLST=-180 PET=-300 COT=-300 VET=-240 UYT=-180 BOT=-240 PYT=-180
        IST=330 PKT=300 NPT=345 GST=240 IRST=210 ICT=420 WIB=420 WITA=480 WIT=540 MYT=480 SGT=480 HKT=480 PHT=480
        JST=540 KST=540 AWST=480 ACST=570 ACDT=630 AEST=600 AEDT=660 NZST=720 NZDT=780 IDT=180
        """
}

/// The months' names in the languages that feeds are written in.
enum MonthNames {
    /// 1 to 12, by a full or shortened name in any case.
    static func month(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
        guard word.count >= 3 else { return nil }
        if word.count == 3, let month = english(UInt32(word[0] | 0x20) << 16 | UInt32(word[1] | 0x20) << 8 | UInt32(word[2] | 0x20)) {
            return month
        }
        guard word.count <= 40 else { return nil }
        return names[String(decoding: word, as: UTF8.self).lowercased()]
    }

    private static func english(_ key: UInt32) -> Int? {
        switch key {
        case 0x6A616E: 1
        case 0x666562: 2
        case 0x6D6172: 3
        case 0x617072: 4
        case 0x6D6179: 5
        case 0x6A756E: 6
        case 0x6A756C: 7
        case 0x617567: 8
        case 0x736570: 9
        case 0x6F6374: 10
        case 0x6E6F76: 11
        case 0x646563: 12
        default: nil
        }
    }

    private static let names: [String: Int] = {
        var names: [String: Int] = [:]
        for (index, list) in table.enumerated() {
            for name in list.split(separator: " ") { names[String(name)] = names[String(name)] ?? index + 1 }
        }
        return names
    }()

    /// English, German, French, Spanish, Portuguese, Italian, Catalan, Dutch, Nordic, Polish, Czech, Slovak, Hungarian, Romanian,
    /// Baltic, Slovene, Russian, Ukrainian, Bulgarian, Greek, Turkish, Indonesian, Arabic, Hebrew; then Croatian, Serbian, Macedonian,
    /// Belarusian, Kazakh, Azerbaijani, Georgian, Albanian, Galician, Thai, Hindi, Bengali, Tamil, Telugu, Urdu, Persian, Malay, Swahili,
    /// Filipino. Where two languages disagree ("listopada") the one of more feeds counts.
    private static let table: [String] = [
        """
        january januar jänner jän janvier janv enero ene janeiro gennaio gen genn gener januari januar tammikuuta tammikuu tammi jaanuar \
        stycznia styczeń sty ledna leden led január januára január jan ianuarie ian janvāris sausio sausis januarja января январь янв \
        січня січень січ януари яну ιανουαρίου ιανουάριος ιαν ocak oca يناير كانونالثاني ינואר janúar \
        siječnja siječanj siječ јануар јануара јануари студзеня қаңтар yanvar იანვარი იანვარს janar xaneiro มกราคม \
        जनवरी জানুয়ারি ஜனவரி జనవరి جنوری ژانویه
        """,
        """
        february februar feber février fevrier févr fev fév fevr febrero fevereiro febbraio febbr febrer febr februari helmikuuta helmikuu \
        helmi lutego luty lut února unora únor úno február februára februarie vasario февраля февраль фев февр лютого лютий лют \
        φεβρουαρίου φεβρουάριος φεβ şubat şub subat فبراير شباط פברואר febrúar veebruar \
        veljače veljača velj februara фебруар фебруара февруари februári лютага ақпан fevral თებერვალი shkurt febreiro \
        กุมภาพันธ์ फ़रवरी फरवरी ফেব্রুয়ারি பிப்ரவரி ఫిబ్రవరి فروری فوریه pebrero
        """,
        """
        march märz maerz mär mrz mars marzo março marco març maart mrt marts maaliskuuta maaliskuu maalis marca marzec března brezna březen \
        bře március márc márciusa martie kovo marec marca марта март мар березня березень бер μαρτίου μάρτιος μαρ μάρ mart maret \
        مارس آذار מרץ märts \
        ožujka ožujak ožu сакавіка наурыз მარტი มีนาคม मार्च মার্চ மார்ச் మార్చి مارچ machi marso μάώ μαώ
        """,
        """
        april avril avr abril abr aprile huhtikuuta huhtikuu huhti kwietnia kwiecień kwi dubna duben dub április ápr apríla apríl aprilie \
        balandžio aprila апреля апрель апр квітня квітень кві квіт април απριλίου απρίλιος απρ nisan nis أبريل ابريل نيسان אפריל aprill \
        travnja travanj красавіка сәуір aprel აპრილი prill เมษายน अप्रैल এপ্রিল ஏப்ரல் ఏప్రిల్ اپریل آوریل aprili
        """,
        """
        may mai mayo maio maggio mag magg maig mei maj toukokuuta toukokuu touko maja května kvetna květen kvě május máj mája gegužės \
        мая май травня травень трав тра μαΐου μαΐος μάιος μαι μάι mayıs مايو أيار מאי maí \
        svibnja svibanj мај мамыр მაისი พฤษภาคม मई মে மே మే مئی مه máujus μαϊ μάϊ
        """,
        """
        june juni juin junio junho giugno giu juny jun kesäkuuta kesäkuu kesä czerwca czerwiec cze června cervna červen čer június jún júna \
        iunie iun birželio junija июня июнь июн червня червень чер черв юни ιουνίου ιούνιος ιουν ιούν haziran haz \
        يونيو حزيران יוני júní juuni \
        lipnja lipanj јун јуна јуни чэрвеня маусым iyun ივნისი qershor xuño มิถุนายน जून জুন ஜூன் జూన్ جون ژوئن hunyo \
        ιον
        """,
        """
        july juli juillet juil julio julho luglio lug juliol heinäkuuta heinäkuu heinä lipca lipiec lip července cervence červenec július júl \
        júla iulie iul liepos julija июля июль июл липня липень лип юли ιουλίου ιούλιος ιουλ ιούλ temmuz tem يوليو تموز יולי júlí juuli \
        srpnja srpanj јул јула јули ліпеня шілде iyul ივლისი korrik xullo กรกฎาคม जुलाई জুলাই ஜூலை జూలై جولائی ژوئیه \
        julai hulyo ιολ ιόλ
        """,
        """
        august août aout aoû agosto ago agost augustus augusti elokuuta elokuu elo sierpnia sierpień sie srpna srpen srp augusztus augusta \
        rugpjūčio avgusta августа август авг серпня серпень сер αυγούστου αύγουστος αυγ ağustos ağu agustos agu agt \
        أغسطس اغسطس آب אוגוסט ágúst \
        kolovoza kolovoz avgust жніўня тамыз avqust აგვისტო gusht สิงหาคม अगस्त আগস্ট ஆகஸ்ட் ఆగస్టు اگست اوت ogos \
        agosti αύγ
        """,
        """
        september septembre sept septiembre setiembre set setembro settembre sett setembre syyskuuta syyskuu syys września wrzesień wrz září \
        zari zář szeptember szept septembra septembrie rugsėjo сентября сентябрь сен сент вересня вересень вер септември сеп \
        σεπτεμβρίου σεπτέμβριος σεπ eylül eyl سبتمبر أيلول ספטמבר \
        rujna rujan ruj septembar септембар септембра верасня қыркүйек sentyabr სექტემბერი shtator กันยายน सितंबर \
        सितम्बर সেপ্টেম্বর செப்டம்பர் సెప్టెంబర్ ستمبر سپتامبر septemba setyembre
        """,
        """
        october oktober okt octobre octubre outubro out ottobre ott octubre lokakuuta lokakuu loka października październik paź pazdziernika \
        října rijna říjen říj október októbra octombrie spalio oktobra октября октябрь окт жовтня жовтень жов жовт октомври \
        οκτωβρίου οκτώβριος οκτ ekim eki أكتوبر اكتوبر אוקטובר oktoober \
        oktobar октобар октобра кастрычніка қазан oktyabr ოქტომბერი tetor ตุลาคม अक्टूबर अक्तूबर অক্টোবর அக்டோபர் \
        అక్టోబర్ اکتوبر اکتبر oktoba oktubre
        """,
        """
        november novembre noviembre novembro marraskuuta marraskuu marras listopada listopad lis listopadu novembra noiembrie noi \
        lapkričio ноября ноябрь ноя нояб листопада листопад лис ноември νοεμβρίου νοέμβριος νοε νοέ kasım kas kasim nopember \
        نوفمبر נובמבר nóvember \
        studenoga studenog studeni novembar новембар новембра қараша noyabr ნოემბერი nëntor พฤศจิกายน नवंबर नवम्बर \
        নভেম্বর நவம்பர் నవంబర్ نومبر نوامبر novemba nobyembre
        """,
        """
        december dezember dez décembre decembre déc diciembre dic dezembro dicembre desembre des december desember joulukuuta joulukuu joulu \
        grudnia grudzień gru prosince prosinec pro decembra decembrie gruodžio декабря декабрь дек грудня грудень гру груд декември \
        δεκεμβρίου δεκέμβριος δεκ aralık ara aralik desember ديسمبر דצמבר detsember \
        prosinca prosinac decembar децембар децембра снежня желтоқсан dekabr დეკემბერი dhjetor decembro ธันวาคม दिसंबर \
        दिसम्बर ডিসেম্বর டிசம்பர் డిసెంబర్ دسمبر دسامبر disember disyembre desemba
        """,
    ]
}
