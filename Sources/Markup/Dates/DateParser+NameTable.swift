/// The names by which ``DateWords`` knows months and days of the week, in the languages that feeds are written in.
///
/// After CLDR, with the shortened names and older spellings that are met besides. Case and the marks over letters do not count
/// (``DateWords``), so each word stands once; a name of several words has `_` between them. English days in three letters are not
/// here: they are recognised without a table.
enum DateNameTable {
    /// Per month the names that no other language gives to another month.
    static let months: [String] = [
        """
        jan ean eanáir ene enero gen gener genn gennaio ian ianuarie ion ionawr jaan jaanuar janar janeiro jänn jänner
        januar januára januari januarie januarius januarja january janv janvāris janvier led leden ledna oca ocak sau
        saus sausio sausis sij siječ siječanj siječnja sty styczeń stycznia tammi tammikuu tammikuuta tháng_giêng
        tháng_một urt urtarrila urtarrilak urtarrilaren xan xaneiro yan yanvar
        ιανουαρίου ιανουάριος ιαν
        януари яну јануар јан января январь янв січня січень січ студзеня студзень сту јануари қаңтар қаң јануара
        հունվարի հունվար հնվ
        იანვარი იან იანვარს
        ינואר ינו
        يناير كانون_الثاني جانفي ژانویه جنوری كانون_ثاني
        जनवरी जन জানুয়ারি জানু ஜனவரி ஜன జనవరి జన มกราคม มค जानेवारी जाने જાન્યુઆરી જાન્યુ ਜਨਵਰੀ ਜਨ ಜನವರಿ ಜನ ജനുവരി ജനു
        មករា ဇန်နဝါရီ ဇန် ມັງກອນ ມກ
        """,
        """
        feb chw chwef chwefror feabh feabhra febbr febbraio feber febr febreiro febrer febrero februar februára februari
        februarie februāris february fev fevereiro févr fevral février helmi helmikuu helmikuuta lut lutego luty ots
        otsaila otsailak otsailaren peb pebrero pebruari shk shkurt şub şubat tháng_hai úno únor února vas vasario
        vasaris veebr veebruar
        velj veljača veljače
        φεβρουαρίου φεβρουάριος φεβ φεβρ
        февруари фев фебруар феб февраля февраль февр лютого лютий лют лютага люты ақпан ақп фебруара
        փետրվարի փետրվար փտվ
        თებერვალი თებ
        פברואר פבר
        فبراير شباط فيفري فوریه فروری
        फ़रवरी फ़र ফেব্রুয়ারি ফেব பிப்ரவரி பிப் ఫిబ్రవరి ఫిబ్ర กุมภาพันธ์ กพ फेब्रुवारी फेब्रु ફેબ્રુઆરી ફેબ્રુ ਫ਼ਰਵਰੀ
        ਫ਼ਰ ಫೆಬ್ರವರಿ ಫೆಬ್ರ ഫെബ്രുവരി ഫെബ്രു फेब्रुअरी កុម្ភៈ ဖေဖော်ဝါရီ ဖေ ກຸມພາ ກພ
        """,
        """
        mar bře březen března kov kovas kovo maa maalis maaliskuu maaliskuuta maart mac machi mäe mäerz márc marca march
        március márciusa março marec maret mars marso mart márta martie marts martxoa martxoak martxoaren märz marzec
        marzo maw mawrth mrt
        mrz ožu ožujak ožujka tháng_ba
        μαρτίου μάρτιος μαρ μάώ
        март мар марта березня березень бер сакавіка сакавік сак наурыз нау
        մարտի մարտ մրտ
        მარტი მარ
        מרץ מרס
        مارس آذار مارچ
        मार्च মার্চ மார்ச் மார் మార్చి มีนาคม มีค માર્ચ ਮਾਰਚ ಮಾರ್ಚ್ മാർച്ച് മാർ មីនា မတ် ມີນາ ມນ
        """,
        """
        apr abr abrëll abril aib aibreán api apirila apirilak apirilaren aprel april apríla aprile aprili aprilie
        április aprill avr avril bal
        balandis balandžio dub duben dubna ebr ebrill huhti huhtikuu huhtikuuta kwi kwiecień kwietnia nis nisan pri
        prill tháng_bốn tháng_tư tra travanj travnja
        απριλίου απρίλιος απρ
        април апр апреля апрель квітня квітень квіт красавіка красавік кра сәуір сәу кві
        ապրիլի ապրիլ ապր
        აპრილი აპრ
        אפריל אפר
        أبريل نيسان أفريل آوریل اپریل
        अप्रैल এপ্রিল এপ্রি ஏப்ரல் ஏப் ఏప్రిల్ ఏప్రి เมษายน เมย एप्रिल एप्रि એપ્રિલ ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ ಏಪ್ರಿಲ್ ಏಪ್ರಿ ഏപ്രിൽ
        ഏപ്രി अप्रिल មេសា ဧပြီ ဧ ເມສາ ມສ
        """,
        """
        may beal bealtaine geg gegužė gegužės kvě květen května mag magg maggio mai maiatza maiatzak maiatzaren maig
        maijs maio maj maja május
        máujus mayıs mayo mee mei mej svi svibanj svibnja tháng_năm touko toukokuu toukokuuta
        μαΐου μάιος μαΐ
        май мај мая травня травень трав мамыр мам тра
        մայիսի մայիս մյս
        მაისი მაი
        מאי
        مايو أيار ماي مه مئی ماه_مه
        मई মে மே మే พฤษภาคม พค मे મે ਮਈ ಮೇ മേയ് ឧសភា မေ ພຶດສະພາ ພພ
        """,
        """
        jun bir birž birželio birželis čer červen června čvn cze czerwca czerwiec eka ekaina ekainak ekainaren giu
        giugno haz haziran hun
        hunyo iun iunie iyn iyun juin júna june junho juni junie junij junija jūnijs junio június juny juuni kesä
        kesäkuu kesäkuuta lipanj lipnja meh mehefin meith meitheamh qer qershor tháng_sáu xuño
        ιουνίου ιούνιος ιουν ιον
        юни јун июня июнь июн червня червень черв чэрвеня чэрвень чэр јуни маусым мау чер јуна
        հունիսի հունիս հնս
        ივნისი ივნ
        יוני
        يونيو حزيران جوان ژوئن جون يونية
        जून জুন ஜூன் జూన్ มิถุนายน มิย જૂન ਜੂਨ ಜೂನ್ ജൂൺ जुन មិថុនា ဇွန် ມິຖຸນາ ມິຖ
        """,
        """
        jul července červenec čvc gor gorff gorffennaf heinä heinäkuu heinäkuuta hul hulyo iúil iul iulie iyl iyul juil
        juillet júla julai julho juli julie julij julija jūlijs julio juliol július july juuli korr korrik lie liep
        liepa liepos lipca lipiec lug luglio srpanj srpnja tem temmuz tháng_bảy uzt uztaila uztailak uztailaren xul xullo
        ιουλίου ιούλιος ιουλ ιολ
        юли јул июля июль июл липня липень лип ліпеня ліпень ліп јули шілде шіл јула
        հուլիսի հուլիս հլս
        ივლისი ივლ
        יולי
        يوليو تموز جويلية يوليوز ژوئیه جولائی يولية جولای
        जुलाई जुल জুলাই জুল ஜூலை జులై กรกฎาคม กค जुलै જુલાઈ ਜੁਲਾਈ ਜੁਲਾ ಜುಲೈ ജൂലൈ កក្កដា ဇူလိုင် ဇူ ກໍລະກົດ ກລ జూలై
        """,
        """
        aug ag abu abuztua abuztuak abuztuaren ago agost agosti agosto ags agt ağu agus ágúst ağustos agustus aoû août
        august augusta augusti
        augusts augustus augusztus avg avgust avgusta avq avqust awst elo elokuu elokuuta gush gusht kol kolovoz
        kolovoza lún lúnasa ogo ogos rgp rugp rugpjūčio rugpjūtis sie sierpień sierpnia srpen srpna tháng_tám
        αυγούστου αύγουστος αυγ
        август авг августа серпня серпень серп жніўня жнівень жні тамыз там сер
        օգոստոսի օգոստոս օգս
        აგვისტო აგვ
        אוגוסט אוג
        أغسطس آب أوت غشت اگست آگوست اوغسطس
        अगस्त अग আগস্ট আগ ஆகஸ்ட் ஆக ఆగస్టు ఆగ สิงหาคม สค ऑगस्ट ऑग ઑગસ્ટ ਅਗਸਤ ਅਗ ಆಗಸ್ಟ್ ಆಗ ഓഗസ്റ്റ് ഓഗ अगस्ट សីហា ဩဂုတ် ဩ
        ສິງຫາ ສຫ
        """,
        """
        sep eyl eylül ira iraila irailak irailaren meán_fómhair medi mfómh rgs rugs rugsėjis rugsėjo ruj rujan rujna sen
        sentabr sentyabr sept
        septemba septembar september septembra septembre septembrie septembris septiembre set setembre setembro
        setiembre sett settembre setyembre sht shtator syys syyskuu syyskuuta szep szept szeptember tháng_chín wrz
        wrzesień września zář září
        σεπτεμβρίου σεπτέμβριος σεπ σεπτ
        септември сеп септембар сентября сентябрь сент вересня вересень вер верасня верасень қыркүйек қыр сен септембра
        սեպտեմբերի սեպտեմբեր սեպ
        სექტემბერი სექ
        ספטמבר ספט
        سبتمبر أيلول شتنبر سپتامبر ستمبر
        सितंबर सित সেপ্টেম্বর সেপ সেপ্ট செப்டம்பர் செப் సెప్టెంబర్ సెప్టెం กันยายน กย सप्टेंबर सप्टें સપ્ટેમ્બર સપ્ટે
        ਸਤੰਬਰ ਸਤੰ ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ സെപ്റ്റംബർ സെപ്റ്റം सेप्टेम्बर កញ្ញា စက်တင်ဘာ စက် ກັນຍາ ກຍ सितम्बर
        """,
        """
        oct deireadh_fómhair dfómh eki ekim hyd hydref loka lokakuu lokakuuta october octobre octombrie octubre okt oktabr
        oktoba oktobar oktober októbra oktobris oktoober oktubre oktyabr ott ottobre out outubro paź październik
        października říj říjen října spa spal spalio spalis tet tetor tháng_mười urr urria urriak urriaren
        οκτωβρίου οκτώβριος οκτ
        октомври окт октобар октября октябрь жовтня жовтень жовт кастрычніка кастрычнік кас қазан қаз жов октобра
        հոկտեմբերի հոկտեմբեր հոկ
        ოქტომბერი ოქტ
        אוקטובר אוק
        أكتوبر تشرين_الأول اکتبر تشرين_أول
        अक्टूबर अक्टू অক্টোবর অক্টো அக்டோபர் அக் అక్టోబర్ అక్టో ตุลาคม ตค ऑक्टोबर ऑक्टो ઑક્ટોબર ઑક્ટો ਅਕਤੂਬਰ ਅਕਤੂ
        ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ ഒക്‌ടോബർ ഒക്ടോ अक्टोबर តុលា အောက်တိုဘာ အောက် ຕຸລາ ຕລ अक्तूबर
        """,
        """
        nov aza azaroa azaroak azaroaren kas kasım lap lapkr lapkričio lapkritis listopadu marras marraskuu marraskuuta
        nën nëntor nob
        nobyembre noi noiembrie nop nopember novemba novembar november novembra novembre novembris novembro noviembre
        noy noyabr samh samhain stu studeni studenog studenoga tach tachwedd tháng_mười_một
        νοεμβρίου νοέμβριος νοε νοεμ
        ноември ное новембар нов ноября ноябрь нояб листопада листопад лист лістапада лістапад ліс қараша қар ноя лис
        новембра
        նոյեմբերի նոյեմբեր նոյ
        ნოემბერი ნოე
        נובמבר נוב
        نوفمبر تشرين_الثاني نونبر نوامبر نومبر تشرين_ثاني
        नवंबर नव নভেম্বর নভে நவம்பர் நவ నవంబర్ నవం พฤศจิกายน พย नोव्हेंबर नोव्हें નવેમ્બર નવે ਨਵੰਬਰ ਨਵੰ ನವೆಂಬರ್ ನವೆಂ
        നവംബർ നവം नोभेम्बर វិច្ឆិកា နိုဝင်ဘာ နို ພະຈິກ ພຈ नवम्बर
        """,
        """
        dec abe abendua abenduak abenduaren ara aralık decembar december decembra décembre decembrie decembris decembro
        dek dekabr des desemba
        desember desembre dets detsember dez dezember dezembro dhj dhjetor dic dicembre diciembre dis disember disyembre
        grd gru grudnia grudzień gruod gruodis gruodžio joulu jouluk joulukuu joulukuuta noll nollaig pro prosinac
        prosinca prosince prosinec rhag rhagfyr tháng_chạp tháng_mười_hai
        δεκεμβρίου δεκέμβριος δεκ
        декември дек децембар дец декабря декабрь грудня грудень груд снежня снежань сне желтоқсан жел гру децембра
        դեկտեմբերի դեկտեմբեր դեկ
        დეკემბერი დეკ
        דצמבר דצמ
        ديسمبر كانون_الأول دجنبر دسامبر دسمبر كانون_أول
        दिसंबर दिस ডিসেম্বর ডিসে டிசம்பர் டிச డిసెంబర్ డిసెం ธันวาคม ธค डिसेंबर डिसें ડિસેમ્બર ડિસે ਦਸੰਬਰ ਦਸੰ ಡಿಸೆಂಬರ್
        ಡಿಸೆಂ ഡിസംബർ ഡിസം डिसेम्बर ធ្នូ ဒီဇင်ဘာ ဒီ ທັນວາ ທວ दिसम्बर
        """,
    ]

    /// Names of different months in different languages, the more frequent reading first.
    static let disputed: [(name: String, readings: [DateWord.Reading])] = [
        ("lip", [.init(month: 7, languages: .polish), .init(month: 6, languages: .croatian)]),
        ("srp", [.init(month: 8, languages: .czech), .init(month: 7, languages: .croatian)]),
        ("lis", [.init(month: 11, languages: [.polish, .czech]), .init(month: 10, languages: .croatian)]),
        ("listopad", [.init(month: 11, languages: [.polish, .czech]), .init(month: 10, languages: .croatian)]),
        ("listopada", [.init(month: 11, languages: .polish), .init(month: 10, languages: .croatian)]),
    ]

    /// Words that tell in which language a disputed month is named: days of the week, "year", "o'clock".
    static let marks: [(language: DateLanguages, words: String)] = [
        (.polish, "poniedziałek wtorek wt środa śr czwartek czw piątek pt niedziela niedz ndz roku godz godzina dnia"),
        (
            .czech,
            "pondělí po úterý út středa st čtvrtek čt pátek pá so neděle ne pondelok utorok ut streda štvrtok št piatok pi nedeľa hod"
        ),
        (.croatian, "ponedjeljak utorak uto srijeda sri četvrtak čet petak pet subota sub nedjelja ned godine god sati"),
    ]

    /// Words that make something else of the numbers around them.
    static let signs: [(sign: DateWord.Sign, words: String)] = [
        (
            .morning,
            "오전 午前 上午 早上 凌晨 清晨 πμ ص صباحا صباحاً قبل_الظهر قظ sa sáng öö pg पूर्वाह्न পূর্বাহ্ণ முற்பகல் ก่อนเที่ยง"
        ),
        (
            .afternoon,
            "오후 午後 下午 晚上 傍晚 μμ م مساء مساءً بعد_الظهر بظ ch chiều tối ös ptg अपराह्न অপরাহ্ণ பிற்பகல் หลังเที่ยง"
        ),
        (.month, "tháng thg th"), (.weekday, "thứ"), (.buddhist, "พศ"),
        (.era(2018), "令和"), (.era(1988), "平成"), (.era(1925), "昭和"), (.era(1911), "民國 民国"),
    ]

    /// Per day of the week, from Monday, its names.
    static let weekdays: [String] = [
        """
        astelehena dilluns esmaspäev hétfő lun lundi lunedì lunes luni luns maanantai maanantaina maandag thứ_hai
        mån måndag mánudagur monday montag pazartesi pirmadienis pirmd pirmdiena pon pondělí pondelok ponedeljak
        ponedeljek ponedjeljak poniedziałek pzt seg segunda sen senin
        понеделник пн понедељак пон понеділок понедельник панядзелак
        δευτέρα δευ
        """,
        """
        antradienis asteartea dienstag dimarts dinsdag kedd mar mardi martedì martes marți otrd otrdiena thứ_ba
        sal salı sel selasa teisipäev ter terça tiistai tiistaina tir tirs tirsdag tis tisdag tor torek tuesday
        úterý uto utorak utorok wtorek þri þriðjudagur
        вторник вт уторак уто вівторок аўторак аў вто
        τρίτη τρί
        """,
        """
        asteazkena çar çarşamba dimecres keskiviikko keskiviikkona kolmapäev mer mercoledì mércores mercredi thứ_tư
        mié miércoles miercuri mittwoch mið miðvikudagur ons onsdag qua quarta rab rabu sre sreda sri srijeda
        środa středa sze szerda trečiadienis trešd trešdiena wednesday woensdag
        сряда ср среда сре середа серада
        τετάρτη τετ
        """,
        """
        čet četrtek ceturtd ceturtdiena četvrtak csütörtök čtvrtek czw czwartek dijous donderdag donnerstag thứ_năm
        fim fimmtudagur gio giovedì jeu jeudi joi jue jueves kam kamis ketvirtadienis neljapäev osteguna per
        perşembe qui quinta štvrtok thursday tor tors torsdag torstai torstaina xov xoves
        четвъртък чт четвртак чет четвер четверг чацвер чц четврток
        πέμπτη πέμ
        """,
        """
        cum cuma divendres fös föstudagur fre fredag freitag friday jum jumat ostirala pátek thứ_sáu
        penktadienis péntek perjantai perjantaina pet petak petek piątek piatok piektd piektdiena reede sex
        sexta ven vendredi venerdì venres vie viernes vin vineri vrijdag
        петък пт петак пет пʼятниця пятница пятніца петок
        παρασκευή παρ
        """,
        """
        cmt cumartesi dissabte larunbata lau lauantai lauantaina laugardagur laupäev lör lördag lør lørdag thứ_bảy
        sáb sábado sabato sabtu sam sâmbătă samedi samstag saturday šeštadienis sestd sestdiena sob sobota sub
        subota szo szombat zaterdag
        събота сб субота суб суббота сабота саб
        σάββατο σάβ
        """,
        """
        dim dimanche diumenge dom domenica domingo dum duminică igandea min minggu ned nedeľa neděle nedelja chủ_nhật
        nedjelja niedz niedziela paz pazar pühapäev sekmadienis sön söndag sonntag sunday sunnudagur
        sunnuntai sunnuntaina svētd svētdiena søn søndag vasárnap zondag
        неделя нд недеља нед неділя воскресенье вс нядзеля недела
        κυριακή κυρ
        """,
    ]
}
