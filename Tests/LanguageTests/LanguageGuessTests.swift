import Testing

@testable import Language

@Suite struct LanguageGuessTests {
    @Test("The language of a bare text is told without annotating it")
    func bareText() {
        #expect(
            LanguageGuess.language(of: "Die letzte Fähre zur Insel fährt von Montag an eine Stunde früher, sagte der Hafenrat.") == "de")
        #expect(LanguageGuess.language(of: "") == nil)
    }

    @Test(
        "The language of a short text is told by its words, letters and script",
        arguments: [
            ("en", "The last ferry to Gull Island will leave an hour earlier, the harbour board said."),
            ("de", "Die letzte Fähre zur Insel fährt von Montag an eine Stunde früher, sagte der Hafenrat."),
            ("fr", "Le dernier bac pour l'île partira une heure plus tôt dès lundi, a dit le conseil du port."),
            ("es", "El último barco a la isla saldrá una hora antes desde el lunes, dijo el consejo del puerto."),
            ("it", "L'ultimo traghetto per l'isola partirà un'ora prima da lunedì, ha detto il consiglio del porto."),
            ("pt", "O último barco para a ilha não sairá mais à noite, disse o conselho do porto na segunda-feira."),
            ("nl", "De laatste veerboot naar het eiland vertrekt vanaf maandag een uur eerder, zei het bestuur."),
            ("sv", "Den sista färjan till ön går en timme tidigare från och med måndag, och det är inte bra."),
            ("da", "Den sidste færge til øen sejler en time tidligere efter mandag, siger bestyrelsen af havnen."),
            ("nb", "Den siste fergen til øya går en time tidligere etter mandag, sier styret, og hun er ikke glad nå."),
            ("fi", "Viimeinen lautta saarelle lähtee tuntia aikaisemmin, ja se ei ole hyvä, sanoi satama."),
            ("pl", "Ostatni prom na wyspę odpłynie o godzinę wcześniej, powiedział zarząd portu, ale nie jest to pewne."),
            ("cs", "Poslední přívoz na ostrov pojede o hodinu dříve, řekla správa přístavu, a není to dobré, že je to tak."),
            (
                "sk",
                "Posledný trajekt na ostrov pôjde o hodinu skôr, povedala správa prístavu, ale nie je to isté, aj keď by to bolo dobré."
            ),
            ("sl", "Zadnji trajekt na otok bo odplul uro prej, je povedala uprava pristanišča, in to ni dobro, kar je tudi res."),
            ("hu", "Az utolsó komp a szigetre egy órával korábban indul, és ez nem jó, mondta a kikötő."),
            ("ro", "Ultimul feribot spre insulă va pleca cu o oră mai devreme și nu este bine, a spus portul."),
            ("tr", "Adaya giden son vapur bir saat daha erken kalkacak ve bu iyi değil, dedi liman kurulu."),
            ("az", "Adaya gedən son gəmi bir saat daha tez gedəcək və bu yaxşı deyil, dedi liman idarəsi."),
            ("id", "Kapal terakhir ke pulau itu akan berangkat satu jam lebih awal, dan ini tidak baik untuk warga."),
            ("tl", "Ang huling bangka sa isla ay aalis nang maaga, at hindi ito mabuti para sa mga tao."),
            ("vi", "Chuyến phà cuối cùng ra đảo sẽ rời bến sớm hơn một giờ, và điều này không tốt cho người dân."),
            ("hr", "Posljednji trajekt za otok ići će sat ranije, rekla je uprava luke, što nije dobro za ljude koji će raditi."),
            ("lt", "Paskutinis keltas į salą išplauks valanda anksčiau, ir tai nėra gerai, nes jau buvo taip."),
            ("lv", "Pēdējais prāmis uz salu dosies stundu agrāk, un tas nav labi, bet tā ir, arī šogad."),
            ("et", "Viimane praam saarele väljub tund aega varem ja see ei ole hea, aga nii see on."),
            ("sq", "Trageti i fundit për në ishull do të niset një orë më herët dhe kjo nuk është mirë."),
            ("is", "Síðasta ferjan til eyjunnar fer klukkutíma fyrr og það er ekki gott fyrir fólkið sem var þar."),
            ("sw", "Kivuko cha mwisho kwa kisiwa hicho kitaondoka mapema, na hii si nzuri kwa watu wa huko."),
            ("ca", "L'últim vaixell a l'illa sortirà una hora abans, i això no és bo per als veïns, va dir el port amb pena."),
            ("ru", "Последний паром на остров отправится на час раньше, сказал совет, но это не всё, что он решил."),
            ("uk", "Останній пором на острів вирушить на годину раніше, сказала рада, але це ще не все, що вона вирішила."),
            ("bg", "Последният ферибот за острова ще тръгне час по-рано, каза съветът, но това не е всичко, което се знае."),
            ("sr", "Последњи трајект за острво кренуће сат раније, рекао је одбор, али то није све што ће се знати."),
            ("be", "Апошні паром на востраў адправіцца на гадзіну раней, але гэта яшчэ не ўсё, як ён і казаў."),
            ("el", "Το τελευταίο πλοίο για το νησί θα φύγει μία ώρα νωρίτερα."),
            ("ar", "ستغادر العبارة الأخيرة إلى الجزيرة قبل ساعة من موعدها في يوم الاثنين."),
            ("fa", "آخرین کشتی به جزیره یک ساعت زودتر می رود و این برای مردم خوب نیست که در آن است."),
            ("ur", "جزیرے کے لیے آخری کشتی ایک گھنٹہ پہلے روانہ ہو گی، اور یہ لوگوں کے لیے اچھا نہیں ہے۔"),
            ("he", "המעבורת האחרונה אל האי תצא שעה מוקדם יותר."),
            ("hi", "द्वीप के लिए आखिरी नाव एक घंटे पहले रवाना होगी और यह लोगों के लिए अच्छा नहीं है।"),
            ("bn", "দ্বীপের শেষ নৌকা এক ঘণ্টা আগে ছাড়বে।"),
            ("ta", "தீவுக்கான கடைசி படகு ஒரு மணி நேரம் முன்னதாக புறப்படும்."),
            ("th", "เรือเที่ยวสุดท้ายไปเกาะจะออกเร็วขึ้นหนึ่งชั่วโมง"),
            ("ka", "ბოლო ბორანი კუნძულზე ერთი საათით ადრე გავა."),
            ("ko", "섬으로 가는 마지막 배는 한 시간 일찍 떠날 것이라고 항만 위원회가 말했다."),
            ("ja", "島へ向かう最後の連絡船は一時間早く出航することになった。"),
            ("zh", "前往海岛的最后一班渡轮将提前一小时开出，港口委员会表示。"),
        ])
    func told(_ language: String, _ text: String) {
        #expect(Annotator().annotate(text).language == language)
    }

    @Test(
        "A short remark in plain or bad English is English",
        arguments: [
            "I saw you through Anna but I like you", "so good lol", "Done with this already", "IM HAVING A BAD DAY",
            "Go to the quay and wait there", "i like when my dog does that with me",
        ])
    func remarks(_ text: String) {
        let told = Annotator().annotate(text).language
        #expect(told == nil || told == "en")
    }

    @Test("A few words of names tell nothing", arguments: ["Kessa Holt", "Oslo 2031", "", "…", "42"])
    func nothing(_ text: String) {
        #expect(Annotator().annotate(text).language == nil)
    }

    @Test("A quotation in another language does not change the language of the text around it")
    func quotation() {
        let text = """
            "Das ist nicht gut für die Insel," the ferryman told the board on Monday, before he left the hall with his sister and the two \
            clerks who had come to hear what was said about the boat.
            """
        #expect(Annotator().annotate(text).language == "en")
    }
}
