extension LanguageGuess {
    /// The commonest short words of each language written in Latin letters, those it shares with few others before all.
    static let latin: [(code: String, words: String)] = [
        (
            "en",
            """
            the and of to in is that was for on with as are by at from have has it he she they be this which not an his were would been who said \
            you i my your we what so do just if about can will there or but when all out up one get like how their me more now no our than them \
            don't it's i'm please why here thanks
            """
        ),
        (
            "de",
            """
            der die und das den von mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um \
            am sind noch wie einem über zum zur ich wir haben war nur oder vor mehr unter kein keine wurde seit gegen bis durch
            """
        ),
        (
            "fr",
            """
            le la les de des et du en un une est que dans qui pour pas au sur ne se plus par avec ce il sont aux été ont cette mais nous ses leur \
            je vous elle selon après ans être même comme fait sans entre contre depuis deux ces dont où son sa
            """
        ),
        (
            "es",
            """
            el la los las de que y en un una es por con para del se no al lo su como más pero sus fue este ha sobre entre también años desde hasta \
            según yo muy sin ser está son esta cuando porque dijo hay ya todo nos le
            """
        ),
        (
            "it",
            """
            il la di che e un una per in del della è non con si da i le gli al dei nel sono alla anche più delle come ha lo ma questo dal nella \
            dopo suo stato essere hanno anni degli alle dalla io ci tra contro secondo
            """
        ),
        (
            "pt",
            """
            o a os as de que e em um uma do da não para com no na por se dos mais foi ao como das pelo pela são também já seu sua à é ou anos \
            até ele ela disse entre sobre depois eu muito está isso nos quando segundo
            """
        ),
        (
            "nl",
            """
            de het een en van in is dat op te zijn met voor niet aan er om ook als bij door naar uit dan maar wordt heeft nog werd hij zij ze wij \
            ik hebben deze dit over na tegen worden jaar geen kan meer tot volgens
            """
        ),
        (
            "sv",
            """
            och att det som en på är av för med till den har de inte om ett han men var jag från vi så kan när år ska under efter eller sig mot \
            också vid hon där över
            """
        ),
        (
            "da",
            """
            og at det er en til på som af for med der den de ikke har om et han men jeg fra vi så kan blev år skal efter også hun være ved sig \
            mod over eller bliver siger nogle hvad meget havde været
            """
        ),
        (
            "nb",
            """
            og at det er en til på som av for med den de ikke har om et han men jeg fra vi så kan ble år skal etter også hun være ved seg mot over \
            eller blir sier noen hva mye hadde vært må nå
            """
        ),
        (
            "fi",
            "ja on ei että se oli hän mutta ovat joka myös kun niin vain jo mukaan sitä olla tai kuin sen ollut nyt mitä sekä ole voi kanssa jälkeen"
        ),
        (
            "pl",
            "i w na z się nie do to że jest o jak za po od przez ale dla który są tym przy jego może już było oraz czy która które był ze jej tego"
        ),
        (
            "cs",
            "a v se na je že s z do to o k jsou ve by pro za ale jako po si podle však jeho ktoré které který byl není i bude jsem která už také"
        ),
        ("sk", "a v sa na je že s z do to o k sú vo by pre za ale ako po si podľa však jeho ktoré ktorý bol nie aj bude som ktorá už tiež"),
        ("sl", "in je v na se za da so ki z po pa bi pri tudi od s kot ne ni še o kar bo sta ter lahko kako zaradi med bil je"),
        ("hu", "a az és hogy nem is egy meg ez volt csak már még azt de mint van ki vagy ezt lesz el szerint ami ha minden után volna"),
        ("ro", "și de în a la cu că pe un o nu din care este se mai pentru sunt fost sau după prin ce au al lui ca fi unei ale iar și"),
        (
            "tr",
            "ve bir bu için de da ile olarak olan çok daha gibi en kadar ise sonra var ne her oldu olduğu göre ama değil ben tarafından"
        ),
        ("az", "və bir bu üçün də da ilə olan çox daha kimi ən qədər isə sonra var nə hər edib görə amma deyil olub tərəfindən"),
        (
            "id",
            """
            yang dan di ini itu dengan untuk dari tidak pada dalam akan ke adalah oleh juga ada karena bisa saya lebih telah sudah kami mereka \
            tersebut menjadi atau seperti bahwa
            """
        ),
        (
            "ms",
            """
            yang dan di ini itu dengan untuk daripada tidak pada dalam akan ke adalah oleh juga ada kerana boleh saya lebih telah sudah kami mereka \
            tersebut menjadi atau seperti bahawa ialah beliau
            """
        ),
        ("tl", "ang ng sa na mga at ay si para ito ni hindi kay ako niya siya naman lang mo po may kung pa din ka nila kanyang dahil"),
        ("vi", "và của là có được cho trong không với các một những người này đã để khi đến từ về ở tại cũng như ông sẽ nhiều năm"),
        ("hr", "i je u se na da za su od s što koji nije bi će kao to ali sam iz do te po bio samo kako više koja koje već godine"),
        ("lt", "ir kad į yra su iš tai buvo ne bet kaip už apie dėl nuo jis jo po tik taip pat dar kurie savo per prie jau būti"),
        ("lv", "un ir ka ar no par uz tas bija bet kā pēc arī lai vai gan tiek pie tikai šo nav viņš jau gada būt kas"),
        ("et", "ja on ei et see oli ta kui ka mis kes aga või ning oma seda selle välja pärast tema nii siis veel olnud nad"),
        ("sq", "dhe në të e për me një që nga është se ka si më do u nuk kanë ky kjo por shumë tha janë duke"),
        ("is", "og að í á er sem við um það var en með til af fyrir hann ekki hafa ég við eru frá þetta eftir verið segir"),
        ("ca", "el la els les de que i en un una és per amb del no al als ha més com dels aquest són també seva pel va aquesta ser fins"),
        ("gl", "o a os as de que e en un unha do da non para con no na por se dos máis foi ao como das polo pola son tamén xa seu súa"),
        ("eu", "eta da du ez dira bat ere dute zen dela izan baina dago egin hau zuen diren beste gehiago gabe"),
        ("af", "die en van het is in nie om te dat vir met aan op sy ook hulle wat was sal kan deur maar ek ons wees"),
        ("sw", "ya wa na kwa ni katika za la kuwa hiyo huo hii watu pia baada ambayo yake alisema kama hilo cha"),
        ("ga", "an na agus ar le go i is a bhí sé tá do ag sin faoi mar ach leis nach seo bhfuil ó"),
        ("cy", "y yn a i o yr mae ar ei wedi am ac bod gan eu oedd ond i'r o'r hefyd fod hyn"),
    ]

    /// Words of languages that share another script.
    static let others: [(code: String, words: String)] = [
        ("ru", "и в не на что он с как это по но из за о от для был они все так же или его уже только ещё еще был было"),
        ("uk", "і в не на що він з як це по але із за про від для був вони всі так або його вже тільки ще було та у"),
        ("bg", "и в не на че той с как това по но от за са се да е като ще би към след или беше които до"),
        ("mk", "и во не на што тој со како тоа по но од за се да е ќе би кон после или беше кои до дека"),
        ("sr", "и у не на што он са како то по али из за од је да су се би ће који или био до"),
        ("be", "і ў не на што ён з як гэта па але за ад для быў яны усе так або яго ужо толькі яшчэ было"),
        ("kk", "және бұл мен үшін бар деп ол да де бір еді болды туралы осы"),
        ("mn", "нь байна юм энэ бол гэж болон дээр улсын"),
        ("ar", "في من على أن إلى عن التي الذي هذا مع كان قد ما هذه لا بعد"),
        ("fa", "در به از که این است را با برای آن یک می های شد خود بر"),
        ("ur", "کے میں کی ہے اور سے کا کو نے پر کہ اس یہ بھی"),
        ("ps", "په د او چې کې له ته دی دا یې"),
        ("hi", "के में है की और से का को ने पर कि यह हैं भी"),
        ("mr", "आहे आणि या च्या तर हे ही नाही केली मध्ये असे"),
        ("ne", "छ र को मा ले छन् भएको गरेको लागि पनि हो"),
        ("he", "של את על לא הוא עם זה כי אל גם או היא"),
        ("yi", "די און פון איז אין צו דאס האט מיט"),
    ]

    /// Letters that few languages write, and which ones do.
    static let letters: [(letters: String, codes: [String])] = [
        ("ß", ["de"]), ("äö", ["de", "fi", "sv", "et"]), ("ü", ["de", "tr", "et", "az", "hu"]), ("ñ", ["es"]), ("¿¡", ["es"]),
        ("ãõ", ["pt"]),
        ("ç", ["fr", "pt", "tr", "ca", "sq", "az"]), ("èê", ["fr", "it", "ca"]), ("œ", ["fr"]), ("ìò", ["it", "ca"]), ("æø", ["da", "nb"]),
        ("å", ["sv", "da", "nb"]), ("łąęćńśźż", ["pl"]), ("řěů", ["cs"]), ("ľĺŕ", ["sk"]), ("čšž", ["cs", "sk", "sl", "hr", "lt", "lv"]),
        ("ćđ", ["hr"]), ("őű", ["hu"]), ("șțăşţ", ["ro"]), ("ğı", ["tr", "az"]), ("ş", ["tr", "az"]), ("ə", ["az"]),
        ("ơưđạảấầẩậắằếềểệỉịọỏốồổộớờởợụủứừửữựỳỵ", ["vi"]),
        ("ėųįū", ["lt"]), ("ņļķģāēī", ["lv"]), ("ðþ", ["is"]), ("ë", ["sq", "nl"]),
    ]
}
