/// Finds names in languages the model was not made for, by given names, titles and capitals alone.
///
/// People are a known given name or a title and the capitalised words behind it; outside German, whose nouns all have
/// capitals, any two or three capitalised words inside a sentence too. Words in capitals throughout are organizations.
enum PlainNameReader {
    private static let given = WordSet(
        """
        hans peter wolfgang klaus jürgen dieter manfred uwe günter günther horst bernd frank thomas andreas stefan stephan christian martin matthias \
        michael markus sebastian florian tobias jan jens kai lars sven torsten thorsten ulrich werner heinz helmut gerhard karl-theodor karl kurt ludwig \
        friedrich wilhelm otto franz josef joschka olaf armin norbert rainer reiner ralf roland rolf rüdiger siegfried volker walter angela ursula renate \
        monika petra sabine susanne claudia andrea birgit katrin kathrin anja silke heike annalena gesine sahra margot brigitte ingrid helga gisela \
        anne anna julia katharina johanna franziska ilse jean jean-claude jean-pierre jean-luc pierre jacques françois nicolas emmanuel michel alain \
        philippe bernard gérard gilles henri hervé laurent lionel marc olivier pascal patrick serge sylvain thierry yves édouard éric étienne \
        marie ségolène martine nathalie valérie sylvie isabelle françoise dominique élisabeth hélène josé juan luis carlos javier miguel pedro pablo \
        antonio manuel francisco jorge fernando alberto alfredo álvaro andrés ángel diego eduardo enrique felipe gonzalo hugo ignacio iñigo joaquín \
        mariano rafael ramón raúl ricardo rodrigo sergio vicente maría carmen ana isabel dolores pilar teresa rosa cristina elena lucía soraya \
        giuseppe giovanni luigi silvio romano mario matteo marco massimo paolo pietro roberto stefano sergio umberto vittorio walter giorgio giorgia \
        francesco enrico claudio carlo beppe angelo alessandro andrea francesca giulia laura chiara lucia elisabetta joão paulo luiz luís aécio \
        fernando antónio aníbal josé rui pedro nuno tiago marcelo jair dilma marina geraldo michel eduardo sérgio gilberto piet mark geert jan-peter \
        wouter diederik johan willem maxima lars anders fredrik göran mona stefan ulf magdalena annie ebba jens erna kåre mette helle \
        vladimir wladimir dmitri dmitrij sergej sergei michail boris viktor viktoria alexei alexej juri igor ivan iwan barack hillary donald george john tony gordon oliver \
        david nicola theresa bill kofi abdul mohammed muhammad ahmed ali hassan recep tayyip benjamin ehud ariel mahmud mahmoud yasser evo
        """)
    private static let titles = WordSet(
        "herr herrn frau dr dr. prof. professor m. mme mlle monsieur madame sr. sra. señor señora don doña dott. signor signora sig. dhr. mevrouw meneer senhor senhora dona pan pani"
    )
    /// Words that are given names somewhere and plain words elsewhere.
    private static let ambiguous = WordSet(
        "art mark august will may rosa son man mai wald hand wage band bar berg in an le la al so da was der see an per con no so en un una do ma pa france china asia paris"
    )
    private static let germanRoles: [[UInt8]] = [
        "minister", "ministerin", "präsident", "präsidentin", "kanzler", "kanzlerin", "sprecher", "sprecherin", "chef", "chefin",
        "gouverneur",
        "direktor", "direktorin", "vorsitzende", "vorsitzender", "abgeordnete", "anwalt", "anwältin", "bürgermeister", "bürgermeisterin",
    ].map { Array($0.utf8) }
    private static let particles = WordSet("von van de da do dos del della di la le du zu ten ter y bin al")

    /// The names of a text that is not English.
    ///
    /// - Parameter language: its code, as far as known.
    static func names(_ document: Document, _ table: TokenTable, language: String) -> [NameTagger.Name] {
        var names: [NameTagger.Name] = []
        let everyNoun = language == "de" || language == "lb"
        func isCapitalised(_ token: Int) -> Bool {
            table.form[token].contains(.capital) && table.form[token].contains(.small) && document.tokens[token].bytes.count > 1
        }
        for sentence in document.sentences {
            var token = sentence.lowerBound
            while token < sentence.upperBound {
                let word = WordHash(value: table.lower[token])
                let facts = table.facts[token]
                if titles.contains(word), let end = run(token + 1, sentence.upperBound, table, isCapitalised, limit: 3), end > token + 1 {
                    names.append(.init(tokens: token + 1..<end, kind: .person))
                    token = end
                    continue
                }
                let isGiven =
                    given.contains(word) || ((facts.has(.maleName) || facts.has(.femaleName)) && !ambiguous.contains(word))
                // "Innenminister Alfredo Pérez": two names and more behind what somebody is.
                if everyNoun, isCapitalised(token), isGermanRole(document, token),
                    let end = run(token + 1, sentence.upperBound, table, isCapitalised, limit: 3), end > token + 2
                {
                    names.append(.init(tokens: token + 1..<end, kind: .person))
                    token = end
                    continue
                }
                if isCapitalised(token), isGiven, let end = run(token + 1, sentence.upperBound, table, isCapitalised, limit: 3),
                    end > token + 1
                {
                    names.append(.init(tokens: token..<end, kind: .person))
                    token = end
                    continue
                }
                if isCapitalised(token), facts.has(.country) || facts.has(.bigCity) {
                    names.append(.init(tokens: token..<token + 1, kind: .location))
                } else if table.form[token].contains(.allCapitals), 2...6 ~= document.tokens[token].bytes.count,
                    !table.form[token].contains(.digit)
                {
                    names.append(.init(tokens: token..<token + 1, kind: .organization))
                } else if !everyNoun, token > sentence.lowerBound, isCapitalised(token),
                    let end = run(token, sentence.upperBound, table, isCapitalised, limit: 4), end - token > 1
                {
                    names.append(.init(tokens: token..<end, kind: .person))
                    token = end
                    continue
                }
                token += 1
            }
        }
        return names + surnames(of: names, document, table)
    }

    private static func isGermanRole(_ document: Document, _ token: Int) -> Bool {
        let text = document.string(token).lowercased()
        return germanRoles.contains { text.utf8.count >= $0.count && text.utf8.suffix($0.count).elementsEqual($0) }
    }

    /// The end of a run of capitalised words and the particles between them.
    private static func run(_ start: Int, _ end: Int, _ table: TokenTable, _ isCapitalised: (Int) -> Bool, limit: Int) -> Int? {
        var position = start
        var last: Int?
        var words = 0
        while position < end, words < limit {
            if isCapitalised(position) {
                last = position
                words += 1
            } else if !(particles.contains(WordHash(value: table.lower[position])) || table.isHyphen(position)) {
                break
            }
            position += 1
        }
        return last.map { $0 + 1 }
    }

    /// Where the surnames of the people found stand alone.
    private static func surnames(of names: [NameTagger.Name], _ document: Document, _ table: TokenTable) -> [NameTagger.Name] {
        var taken = [Bool](repeating: false, count: document.tokens.count)
        var known: Set<UInt64> = []
        for name in names {
            for token in name.tokens { taken[token] = true }
            if name.kind == .person, name.tokens.count > 1 { known.insert(table.lower[name.tokens.upperBound - 1]) }
        }
        return document.tokens.indices.filter { !taken[$0] && known.contains(table.lower[$0]) && table.form[$0].contains(.capital) }
            .map { .init(tokens: $0..<$0 + 1, kind: .person) }
    }
}

extension TokenTable {
    private static let hyphen = WordHash("-").value

    /// Whether a token is a hyphen between two parts of a word.
    func isHyphen(_ token: Int) -> Bool { lower[token] == Self.hyphen && form[token].contains(.attached) }
}
