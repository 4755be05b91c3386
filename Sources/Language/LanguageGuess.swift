/// Tells the language of a text by its script and its commonest words.
public enum LanguageGuess {
    /// The commonest short words of each language, those it shares with few others before all.
    private static let stopWords: [(code: String, words: WordSet)] = [
        (
            "en",
            WordSet(
                "the and of to in is that was for on with as are by at from have has it he she they be this which not an his were would been who said"
            )
        ),
        (
            "de",
            WordSet(
                "der die und das den von mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über"
            )
        ),
        (
            "fr",
            WordSet(
                "le la les de des et du en un une est que dans qui pour pas au sur ne se plus par avec ce il sont aux été ont cette mais nous ses leur"
            )
        ),
        (
            "es",
            WordSet(
                "el la los las de que y en un una es por con para del se no al lo su como más pero sus fue este ha sobre entre también años"
            )
        ),
        (
            "it",
            WordSet(
                "il la di che e un una per in del della è non con si da i le gli al dei nel sono alla anche più delle come ha lo ma questo")
        ),
        (
            "pt",
            WordSet("o a os as de que e em um uma do da não para com no na por se dos mais foi ao como das pelo pela são também já seu sua")
        ),
        (
            "nl",
            WordSet(
                "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door naar uit dan maar wordt heeft nog werd")
        ),
        ("sv", WordSet("och att det som en på är av för med till den har de inte om ett han men var jag från vi så kan när år ska")),
        (
            "da",
            WordSet("og at det er en til på som af for med der den de ikke har om et han men jeg fra vi så kan blev år skal efter også")
        ),
        (
            "nb",
            WordSet("og at det er en til på som av for med den de ikke har om et han men jeg fra vi så kan ble år skal etter også hun være")
        ),
        ("fi", WordSet("ja on ei että se oli hän mutta ovat joka myös kun niin vain jo mukaan sitä olla tai kuin sen ollut nyt mitä")),
        ("pl", WordSet("i w na z się nie do to że jest o jak za po od przez ale dla który są tym przy jego może już było oraz czy")),
        ("cs", WordSet("a v se na je že s z do to o k jsou ve by pro za ale jako po si podle však jeho které který byl není i")),
        ("sk", WordSet("a v sa na je že s z do to o k sú vo by pre za ale ako po si podľa však jeho ktoré ktorý bol nie aj")),
        ("hu", WordSet("a az és hogy nem is egy meg ez volt csak már még azt de mint van ki vagy ezt lesz el szerint ami ha")),
        ("ro", WordSet("și de în a la cu că pe un o nu din care este se mai pentru sunt fost sau după prin ce au al lui ca")),
        ("tr", WordSet("ve bir bu için de da ile olarak olan çok daha gibi en kadar ise sonra var ne her oldu olduğu göre ama")),
        (
            "id",
            WordSet(
                "yang dan di ini itu dengan untuk dari tidak pada dalam akan ke adalah oleh juga ada karena bisa saya lebih telah sudah")
        ),
        ("vi", WordSet("và của là có được cho trong không với các một những người này đã để khi đến từ về ở tại cũng như")),
        ("hr", WordSet("i je u se na da za su od s što koji nije bi će kao to ali sam iz do te po bio samo kako više")),
        ("ca", WordSet("el la els les de que i en un una és per amb del no al als ha més com dels aquest són també seva pel")),
    ]

    /// The language a text is written in (BCP 47 primary subtag), or `nil` for a text that is too short or of no known language.
    ///
    /// - Parameter document: tokens are needed, nothing else; the first two thousand are looked at.
    public static func language(of document: Document) -> String? {
        var scripts: [String: Int] = [:]
        var letters = 0
        var counts = [Int](repeating: 0, count: stopWords.count)
        var words = 0
        var special: [String: Int] = [:]
        for token in document.tokens.prefix(2000) {
            let (value, _) = Scalars.decode(document.text.bytes, at: token.start)
            guard Scalars.classify(value) == .letter else { continue }
            letters += 1
            if let script = script(value) { scripts[script, default: 0] += 1 }
            let text = document.text.bytes[token.bytes]
            if text.count > 1 {
                for (mark, language) in marks where contains(text, mark) { special[language, default: 0] += 1 }
            }
            let hash = WordHash(document.text.bytes, token.bytes)
            words += 1
            for index in stopWords.indices where stopWords[index].words.contains(hash) { counts[index] += 1 }
        }
        guard letters >= 3 else { return nil }
        if let (script, count) = scripts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), count * 2 > letters {
            return refine(script, special, scripts)
        }
        guard let best = counts.indices.max(by: { (counts[$0], $1) < (counts[$1], $0) }), words >= 3 else { return nil }
        guard counts[best] >= 2, counts[best] * 12 >= words else { return nil }
        // Norwegian and Danish differ in a few words only; so do Czech and Slovak.
        return stopWords[best].code
    }

    private static let marks: [([UInt8], String)] = [
        ("і", "uk"), ("ї", "uk"), ("є", "uk"), ("ъ", "bg"), ("ђ", "sr"), ("ј", "sr"), ("پ", "fa"), ("گ", "fa"), ("چ", "fa"), ("ٹ", "ur"),
        ("ے", "ur"),
    ]
    .map { (Array($0.0.utf8), $0.1) }

    private static func contains(_ text: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool {
        guard let first = mark.first, first >= 0x80 else { return false }
        var position = text.startIndex
        while position + mark.count <= text.endIndex {
            if text[position] == first, text[position..<position + mark.count].elementsEqual(mark) { return true }
            position += 1
        }
        return false
    }

    private static func refine(_ script: String, _ special: [String: Int], _ scripts: [String: Int]) -> String {
        switch script {
        case "ru":
            let other = ["uk", "sr", "bg"].max { special[$0, default: 0] < special[$1, default: 0] } ?? "uk"
            return special[other, default: 0] * 20 >= scripts["ru", default: 0] ? other : "ru"
        case "ar":
            if special["ur", default: 0] * 15 >= scripts["ar", default: 0] { return "ur" }
            return special["fa", default: 0] * 15 >= scripts["ar", default: 0] ? "fa" : "ar"
        case "zh": return scripts["ja", default: 0] > 0 ? "ja" : "zh"
        default: return script
        }
    }

    /// The commonest language of a script other than Latin.
    private static func script(_ value: UInt32) -> String? {
        switch value {
        case 0x0370...0x03FF: "el"
        case 0x0400...0x052F: "ru"
        case 0x0530...0x058F: "hy"
        case 0x0590...0x05FF: "he"
        case 0x0600...0x06FF, 0x0750...0x077F: "ar"
        case 0x0900...0x097F: "hi"
        case 0x0980...0x09FF: "bn"
        case 0x0B80...0x0BFF: "ta"
        case 0x0C00...0x0C7F: "te"
        case 0x0E00...0x0E7F: "th"
        case 0x10A0...0x10FF: "ka"
        case 0x3040...0x30FF: "ja"
        case 0x3400...0x4DBF, 0x4E00...0x9FFF: "zh"
        case 0xAC00...0xD7AF, 0x1100...0x11FF: "ko"
        default: nil
        }
    }
}
