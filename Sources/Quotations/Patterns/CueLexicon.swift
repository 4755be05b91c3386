/// The words that introduce speech in one language, and the small words that tell the language.
struct CueLexicon: Sendable {
    /// Verbs of speech in the forms that reports use.
    let verbs: Set<UInt32>
    /// What stands before a source: "laut", "selon", "according".
    let prepositions: Set<UInt32>
    /// What stands behind one: "zufolge".
    let postpositions: Set<UInt32>
    /// What begins a reported clause: "dass", "que", "that".
    let complementizers: Set<UInt32>
    /// The commonest words of the language.
    let common: Set<UInt32>

    private init(verbs: String, prepositions: String, postpositions: String = "", complementizers: String, common: String) {
        self.verbs = Self.hashes(verbs)
        self.prepositions = Self.hashes(prepositions)
        self.postpositions = Self.hashes(postpositions)
        self.complementizers = Self.hashes(complementizers)
        self.common = Self.hashes(common)
    }

    private static func hashes(_ words: String) -> Set<UInt32> {
        Set(words.split(separator: " ").map { WordHash.lowercase($0.utf8) })
    }

    /// The lexicon of a language, `nil` where there is none.
    ///
    /// - Parameter language: BCP 47; only the primary subtag counts.
    static func of(_ language: String) -> CueLexicon? {
        let primary = language.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first
        return primary.flatMap { all[String($0)] }
    }

    /// The language whose common words are the most frequent ones, `nil` where too few are there to tell.
    ///
    /// - Parameter words: the hashes of the words of a text.
    static func language(of words: some Sequence<UInt32>) -> String? {
        var counts: [String: Int] = [:]
        for word in words {
            for (language, lexicon) in all where lexicon.common.contains(word) { counts[language, default: 0] += 1 }
        }
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value >= 6 else { return nil }
        return best.key
    }

    private static let all: [String: CueLexicon] = [
        "en": CueLexicon(
            verbs: """
                said says say told tells added adds asked asks wrote writes replied replies answered noted notes explained explains announced \
                tweeted argued argues warned warns insisted insists continued recalled stated states suggested suggests claimed claims
                """,
            prepositions: "according", complementizers: "that", common: "the of and to in a is that for it was on with as he said"),
        "de": CueLexicon(
            verbs: """
                sagte sagten sagt sagen erklärte erklärten erklärt betonte betont meinte meint schrieb schreibt berichtete berichteten berichtet \
                berichten teilte teilten forderte fordert kritisierte kritisiert bestätigte bestätigt behauptete behauptet kommentierte meldete \
                meldet äußerte kündigte warnte warnt verkündete antwortete fragte ergänzte lautete heißt hieß erläuterte versicherte urteilte \
                lobte beklagte begründete räumte fügte unterstrich
                """,
            prepositions: "laut nach gemäß wie so", postpositions: "zufolge", complementizers: "dass daß ob",
            common: "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat"),
        "fr": CueLexicon(
            verbs: """
                dit disait affirme affirmé déclare déclaré explique expliqué ajoute ajouté estime estimé assure assuré précise précisé souligne \
                souligné raconte raconté annonce annoncé indique indiqué écrit rappelle regrette confie lance reconnaît répond conclut insiste
                """,
            prepositions: "selon", complementizers: "que qu",
            common: "le la les des et en un une du dans que qui pour pas sur au est il par plus avec ce"),
        "es": CueLexicon(
            verbs: """
                dijo dice dijeron afirmó afirma aseguró asegura explicó explica señaló señala añadió añade declaró declara manifestó indicó indica \
                anunció advirtió comentó destacó respondió sostuvo apuntó recordó expresó escribió lamentó insistió
                """,
            prepositions: "según", complementizers: "que",
            common: "el la los las de y en un una del que por con para se no su al es lo como más"),
        "it": CueLexicon(
            verbs: """
                detto dice disse spiega spiegato afferma affermato dichiara dichiarato aggiunge aggiunto sottolinea sottolineato racconta \
                raccontato commenta commentato scrive scritto annuncia annunciato conclude ricorda ribadisce precisa risponde sostiene
                """,
            prepositions: "secondo", complementizers: "che",
            common: "il la i le di e in un una del della che per con non si è gli da al più anche sono"),
        "pt": CueLexicon(
            verbs: """
                disse diz afirmou afirma explicou explica declarou declara acrescentou contou conta ressaltou destacou comentou anunciou escreveu \
                respondeu garantiu lembrou informou avaliou defendeu reforçou
                """,
            prepositions: "segundo conforme", complementizers: "que",
            common: "o a os as de e em um uma do da no na que por com para não se dos ao mais"),
        "nl": CueLexicon(
            verbs: """
                zei zegt zeggen zeiden vertelde vertelt verklaarde verklaart schrijft schreef meldt meldde laat benadrukt benadrukte vindt \
                stelt stelde aldus reageerde waarschuwt waarschuwde antwoordde legt
                """,
            prepositions: "volgens aldus", complementizers: "dat",
            common: "de het een en van in is dat op te zijn voor met niet die aan er om ook als bij"),
    ]
}
