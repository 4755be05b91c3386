// Samples of the other languages with Latin letters: news that never happened, with words for the letters that they lack.
extension CharsetLanguage {
    static let polish = CharsetLanguage(
        """
        Rząd ogłosił we wtorek, że w przyszłym roku podniesie podatek od paliw. „Nie stać nas na to” – powiedział szef opozycji. \
        Policja zatrzymała dwóch mężczyzn po strzałach, które usłyszeli sąsiedzi. Firma zwolni tysiąc osób, poinformował zarząd \
        spółki. W weekend spadnie dużo deszczu, a w górach śnieg. Drużyna zdobyła puchar dzięki bramce w ostatniej minucie. Lekarze \
        są zaniepokojeni zdrowiem młodzieży. Gospodarka rośnie szybciej, niż się spodziewano, choć bezrobocie też wzrosło. \
        Żołnierze, wójt, źródło, gęś, łąka, ćwiczenia, późno, także, jeśli, będzie, więcej, są, być, może, mają, wciąż, sześć, \
        dzień, Łódź, Kraków, Poznań, Wrocław, Gdańsk, Śląsk, Świętokrzyskie, Żywiec. Kto zostanie nowym ministrem? Wypadek na \
        drodze: zginęła kobieta, ranny mężczyzna w szpitalu. Wałęga, Zieliński, Święta, Ślązak, Ósmy
        """)

    static let czech = CharsetLanguage(
        """
        Vláda v úterý oznámila, že příští rok zvýší daň z benzinu. „To si nemůžeme dovolit,“ řekl předseda opozice. Policie zadržela \
        dva muže poté, co sousedé slyšeli výstřely. Firma propustí tisíc lidí, sdělilo její vedení. O víkendu bude hodně pršet a na \
        horách sněžit. Mužstvo vyhrálo pohár díky gólu v poslední minutě. Lékaři mají obavy o zdraví mladých lidí. Ekonomika rostla \
        rychleji, než se čekalo, nezaměstnanost ale také stoupla. Město, děti, téměř, proč, když, ještě, jejich, může, některé, \
        začátek, před, při, třeba, čtvrtek, dům, kůň, ďábel, ťuknout, účet, šest, žena, říká, Češi, Škoda, Žižkov, Říčany, Čapek, \
        Ústí nad Labem, Plzeň, Jiří, Václav, Šťastný. Žena zemřela při nehodě na silnici u Brna, řidič je v nemocnici. Ó, ať náš \
        oběť, loď, síň
        """)

    static let slovak = CharsetLanguage(
        """
        Vláda v utorok oznámila, že budúci rok zvýši daň z benzínu. „To si nemôžeme dovoliť,“ povedal šéf opozície. Polícia zadržala \
        dvoch mužov po tom, čo susedia počuli výstrely. Firma prepustí tisíc ľudí, uviedlo jej vedenie. Cez víkend bude veľa pršať a \
        na horách snežiť. Mužstvo vyhralo pohár vďaka gólu v poslednej minúte. Lekári majú obavy o zdravie mladých ľudí. Ekonomika \
        rástla rýchlejšie, než sa čakalo, no nezamestnanosť tiež stúpla. Mesto, deti, ďalší, prečo, keď, ešte, môže, niektoré, \
        začiatok, pred, štvrtok, kôň, stĺp, vŕba, mäso, päť, ťažký, účet, šesť, žena, Ľubomír, Šaľa, Žilina, Košice, Ján, Ďurica, \
        Čadca, Úrad, Štúr. Žena zomrela pri nehode na ceste pri Nitre, vodič je v nemocnici; čo hovorí svedok?
        """)

    static let hungarian = CharsetLanguage(
        """
        A kormány kedden bejelentette, hogy jövőre emeli az üzemanyag adóját. „Ezt nem engedhetjük meg magunknak” – mondta az \
        ellenzék vezetője. A rendőrség két férfit vett őrizetbe, miután a szomszédok lövéseket hallottak. A cég ezer embert bocsát \
        el, közölte a vezetőség. Hétvégén sok eső várható, a hegyekben hó. A csapat az utolsó percben lőtt góllal nyerte meg a \
        kupát. Az orvosok aggódnak a fiatalok egészségéért. A gazdaság gyorsabban nőtt a vártnál, de a munkanélküliség is \
        emelkedett. Őszi idő, tűz, fű, szűk, gyűlés, művész, könyv, ősz, nők, több, között, először, történt, szükség, külföldi, \
        úgy, út, húsz, így, ír, két, ólom, Győr, Pécs, Őrség, Űrkutatás, Széchenyi, Zoltán, Szűcs, Mezős, Erdély, Újpest, Ügyészség, \
        Ötven. Meghalt egy nő a közúti balesetben, a sofőr kórházban van
        """)

    /// And Bosnian and Serbian.
    static let croatian = CharsetLanguage(
        """
        Vlada je u utorak objavila da će sljedeće godine povećati porez na gorivo. „To si ne možemo dopustiti”, rekao je šef oporbe. \
        Policija je uhitila dvojicu muškaraca nakon što su susjedi čuli pucnje. Tvrtka će otpustiti tisuću ljudi, priopćila je \
        uprava. Za vikend će biti puno kiše, a u planinama snijega. Momčad je osvojila kup golom u zadnjoj minuti. Liječnici su \
        zabrinuti za zdravlje mladih. Gospodarstvo je raslo brže nego što se očekivalo. Žena je poginula u nesreći kod Zadra, vozač \
        je u bolnici. Čovjek, šuma, žrtva, događaj, međutim, također, između, riječ, kuća, noć, več, već, još, što, zašto, džep, \
        đak, Đurković, Šibenik, Županija, Čakovec, Božić, Marković, Petrović, Ćiro, građani, sud, predsednik, reći, sledeći, \
        mađarski, Niš, Beograd, Čačak
        """)

    static let slovenian = CharsetLanguage(
        """
        Vlada je v torek sporočila, da bo prihodnje leto zvišala davek na gorivo. »Tega si ne moremo privoščiti,« je dejal vodja \
        opozicije. Policija je prijela dva moška, potem ko so sosedje slišali strele. Podjetje bo odpustilo tisoč ljudi, je \
        sporočila uprava. Konec tedna bo veliko dežja, v gorah pa snega. Moštvo je osvojilo pokal z golom v zadnji minuti. Zdravniki \
        so zaskrbljeni za zdravje mladih. Gospodarstvo je raslo hitreje, kot so pričakovali. Ženska je umrla v nesreči pri Kočevju, \
        voznik je v bolnišnici. Človek, življenje, še, že, več, če, tudi, možno, šola, država, občina, predsednik države, začetek, \
        včeraj, četrtek, Škofja Loka, Žalec, Črnomelj, Slovenija, Ljubljana
        """)

    static let romanian = CharsetLanguage(
        """
        Guvernul a anunţat marţi că va creşte anul viitor taxa pe benzină. „Nu ne putem permite acest lucru”, a declarat şeful \
        opoziţiei. Poliţia a reţinut doi bărbaţi după ce vecinii au auzit împuşcături. Compania va concedia o mie de angajaţi, a \
        transmis conducerea. În weekend va ploua mult, iar la munte va ninge. Echipa a câştigat cupa printr-un gol în ultimul minut. \
        Medicii sunt îngrijoraţi de sănătatea tinerilor. Economia a crescut mai repede decât se aştepta, dar şi şomajul. O femeie a \
        murit într-un accident pe şoseaua de lângă Braşov, şoferul este la spital. Ţara, preţ, viaţă, fără, până, după, când, să, \
        că, şi, însă, acelaşi, învăţământ, sfârşit, mâine, România, Bucureşti, Iaşi, Timişoara, Constanţa, Târgu Mureş, Mănescu, \
        Ştefan, Ţepeş, Înalta Curte, Ştiri
        """)

    static let turkish = CharsetLanguage(
        """
        Hükümet salı günü gelecek yıl benzin vergisini artıracağını açıkladı. “Bunu karşılayamayız” diyen muhalefet lideri, seçim \
        çağrısı yaptı. Polis, komşuların silah sesi duyması üzerine iki kişiyi gözaltına aldı. Şirket bin kişiyi işten çıkaracak, \
        yönetim öyle bildirdi. Hafta sonu çok yağmur, yüksek kesimlerde kar bekleniyor. Takım son dakikada attığı golle kupayı \
        kazandı. Doktorlar gençlerin sağlığından endişe ediyor. Ekonomi beklenenden hızlı büyüdü, ancak işsizlik de yükseldi. Trafik \
        kazasında bir kadın öldü, sürücü hastanede. Türkiye, İstanbul’da, Ankara, İzmir, Diyarbakır, Muğla, Çanakkale, Eskişehir, \
        Şanlıurfa, Iğdır, Ağrı, Üsküdar, Ödemiş, Cumhurbaşkanı Yıldırımoğlu, Bakanlığı, Büyükşehir Belediyesi, güneşli, öğrenci, değil, \
        için, çünkü, şöyle, kâr, hâlâ, daha, yeni, son dakika haberleri, ne oldu
        """)

    static let lithuanian = CharsetLanguage(
        """
        Vyriausybė antradienį pranešė, kad kitąmet didins degalų mokestį. „Mes negalime sau to leisti“, – sakė opozicijos vadovas. \
        Policija sulaikė du vyrus, kai kaimynai išgirdo šūvius. Bendrovė atleis tūkstantį žmonių, teigia jos vadovybė. Savaitgalį \
        daug lis, vietomis snigs. Komanda laimėjo taurę įvartį įmušusi paskutinę minutę. Gydytojai nerimauja dėl jaunimo sveikatos. \
        Ekonomika augo greičiau, nei tikėtasi, tačiau nedarbas taip pat didėjo. Moteris žuvo per avariją kelyje prie Kauno, \
        vairuotojas ligoninėje. Žmogus, šiandien, ąžuolas, ūkis, įmonė, čia, ėjo, Šiauliai, Panevėžys, Žemaitija, Čekija, Įstatymas, \
        Ūla, Ąžuolų, Ėriškiai, Lietuvos, Vilniuje, prezidentė, jų, mūsų, vėl, už, iš, ką, tą, metų, gyvenimą, būti, gali
        """)

    static let latvian = CharsetLanguage(
        """
        Valdība otrdien paziņoja, ka nākamgad palielinās degvielas nodokli. “Mēs to nevaram atļauties,” sacīja opozīcijas līderis. \
        Policija aizturēja divus vīriešus pēc tam, kad kaimiņi bija dzirdējuši šāvienus. Uzņēmums atlaidīs tūkstoš cilvēku, \
        informēja vadība. Nedēļas nogalē daudz līs, vietām snigs. Komanda ieguva kausu ar vārtiem pēdējā minūtē. Ārsti ir \
        noraizējušies par jauniešu veselību. Ekonomika auga ātrāk, nekā gaidīts, taču arī bezdarbs pieauga. Sieviete gājusi bojā \
        avārijā pie Jūrmalas, šoferis slimnīcā. Žēl, čības, ģimene, ķirsis, ļoti, ņemt, ēka, īpašs, ūdens, šodien, kāpēc, Rīga, \
        Ķekava, Ģertrūde, Šlesers, Žagars, Čehija, Ādaži, Ēriks, Ļaudona, Ņujorka, Īrija, Ūbele, Latvijas, vairāk, jautājums, būs, \
        kā, tā
        """)

    static let estonian = CharsetLanguage(
        """
        Valitsus teatas teisipäeval, et tõstab järgmisel aastal kütuseaktsiisi. „Me ei saa seda endale lubada,“ ütles opositsiooni \
        juht. Politsei pidas kinni kaks meest pärast seda, kui naabrid olid kuulnud laske. Ettevõte koondab tuhat inimest, teatas \
        juhtkond. Nädalavahetusel sajab palju vihma, kohati ka lund. Võistkond võitis karika viimase minuti väravast. Arstid on \
        mures noorte tervise pärast. Majandus kasvas oodatust kiiremini, kuid tööpuudus suurenes samuti. Naine hukkus Tartu lähedal \
        õnnetuses, juht on haiglas. Õpetaja, öö, töö, üks, äri, küla, mõned, nõukogu, võib, või, põhjus, sõda, jõgi, küsimus, žürii, \
        šokk, garaaž, tšehhi, Tšetšeenia, Pärnu, Võru, Õunapuu, Ülemiste, Äripäev, Šveits, Eesti, täna, pääses, ööbik, jäi, käes
        """)

    /// Tones are characters of their own, as windows-1258 has them.
    static let vietnamese = CharsetLanguage(
        """
        Chính phủ hôm thứ ba thông báo sẽ tăng thuế xăng dầu vào năm tới. “Chúng tôi không thể chấp nhận điều đó”, \
        lãnh đạo phe đối lập nói. Cảnh sát đã bắt giữ hai người đàn ông sau khi hàng xóm nghe thấy tiếng súng. Công \
        ty sẽ sa thải một nghìn người, ban giám đốc cho biết. Cuối tuần này dự báo có mưa lớn, vùng núi trời rét. \
        Đội bóng giành cúp nhờ bàn thắng ở phút cuối cùng. Các bác sĩ lo ngại về sức khỏe của giới trẻ. Kinh \
        tế tăng trưởng nhanh hơn dự kiến, nhưng thất nghiệp cũng tăng. Một phụ nữ tử vong trong vụ tai nạn gần Đà \
        Nẵng, tài xế đang ở bệnh viện. Việt Nam, Hà Nội, thành phố Hồ Chí Minh, Quốc hội, Bộ trưởng, Thủ tướng, \
        Ủy ban nhân dân tỉnh, giáo dục, thể thao, kỳ thi, nước ngoài, trường học, đường, được, những, với, của, \
        người, ngày, mới, quyết định, ý kiến, bị cáo, xử lý, hỏi, cũ, vẫn, đều, rồi, ngoài ra, Ấn Độ, Ô tô, Úc, \
        Ăn
        """)
}
