import Language
import Testing

@testable import Quotations

/// What somebody is quoted with, in a language without a model of its own.
private struct Said: CustomTestStringConvertible, Sendable {
    var language: String
    var text: String
    var words: String
    var name: String?

    init(_ language: String, _ text: String, _ words: String, _ name: String?) {
        (self.language, self.text, self.words, self.name) = (language, text, words, name)
    }

    var testDescription: String { "\(language): \(text)" }
}

private func found(_ said: Said) -> [(String, String?)] {
    Annotations.annotate(said.text, language: said.language).quotations.map { ($0.passage.text, $0.speaker?.name) }
}

@Suite("Quotations in other languages")
struct LanguageTests {
    @Test(
        "A dash opens the lines of a dialogue",
        arguments: [
            Said("es", "La alcaldesa llegó tarde.\n\n—No lo sé —dijo Ana Ruiz—. Mañana veremos.", "No lo sé|Mañana veremos.", "Ana Ruiz"),
            Said("es", "La alcaldesa llegó tarde.\n\n—¿Y el barco? —preguntó Luis Vega.", "¿Y el barco?", "Luis Vega"),
            Said("fr", "La maire est en retard.\n\n— Et le bateau ? a demandé Paul Morel.", "Et le bateau ?", "Paul Morel"),
            Said("fr", "La maire est en retard.\n\n— Nous ne savons rien, dit Claire Dumas.", "Nous ne savons rien", "Claire Dumas"),
            Said(
                "pt", "O presidente chegou tarde.\n\n— Não sabemos de nada — disse Inês Dias. — Amanhã veremos.",
                "Não sabemos de nada|Amanhã veremos.", "Inês Dias"),
            Said("it", "La sindaca è arrivata.\n\n– E la nave? – ha chiesto Ugo Testa.", "E la nave?", "Ugo Testa"),
        ])
    private func dialogues(said: Said) {
        let quotations = Annotations.annotate(said.text, language: said.language).quotations
        #expect(quotations.map(\.passage.text).joined(separator: "|") == said.words)
        #expect(quotations.allSatisfy { $0.kind == .direct && $0.speaker?.name == said.name })
    }

    @Test(
        "Speech between marks has its speaker",
        arguments: [
            Said(
                "de", "„Die Mole bleibt bis Mai geschlossen“, sagte Petra Holm am Montag.", "Die Mole bleibt bis Mai geschlossen",
                "Petra Holm"),
            Said(
                "de", "»Wir haben kein Geld für die Brücke«, erklärte Bürgermeister Klaus Brandt.", "Wir haben kein Geld für die Brücke",
                "Klaus Brandt"),
            Said("de", "Petra Holm sagte: \"Wir haben kein Geld für die Brücke.\"", "Wir haben kein Geld für die Brücke.", "Petra Holm"),
            Said("de", "Im Gespräch mit dem Boten sagte Klaus Brandt: „Wir bauen neu.“", "Wir bauen neu.", "Klaus Brandt"),
            Said("de", "„Das Wasser kam zu schnell“, so Klaus Brandt.", "Das Wasser kam zu schnell", "Klaus Brandt"),
            Said("de", "«Das Wasser kam zu schnell», hat Klaus Brandt gesagt.", "Das Wasser kam zu schnell", "Klaus Brandt"),
            Said(
                "fr", "« La digue est fermée jusqu’en mai », a déclaré Hélène Morvan.", "La digue est fermée jusqu’en mai", "Hélène Morvan"),
            Said(
                "fr", "Le maire, Jean Kervel, a expliqué : « Nous n’avons plus d’argent pour le pont. »",
                "Nous n’avons plus d’argent pour le pont.", "Jean Kervel"),
            Said("fr", "“Nous n'avons plus d'argent”, affirme Jean Kervel, le maire.", "Nous n'avons plus d'argent", "Jean Kervel"),
            Said(
                "fr", "Hélène Morvan vit au port. « La digue est fermée jusqu’en mai », dit-elle.", "La digue est fermée jusqu’en mai",
                "Hélène Morvan"),
            Said("fr", "« La digue est fermée jusqu’en mai », selon Hélène Morvan.", "La digue est fermée jusqu’en mai", "Hélène Morvan"),
            Said(
                "es", "«El muelle sigue cerrado hasta mayo», dijo Carmen Ortuño el lunes.", "El muelle sigue cerrado hasta mayo",
                "Carmen Ortuño"),
            Said(
                "es", "“No tenemos dinero para el puente”, ha asegurado el alcalde, Javier Montes.", "No tenemos dinero para el puente",
                "Javier Montes"),
            Said("es", "Javier Montes afirmó: \"No tenemos dinero para el puente.\"", "No tenemos dinero para el puente.", "Javier Montes"),
            Said(
                "it", "«Il molo resta chiuso fino a maggio», ha detto Giulia Ferrante.", "Il molo resta chiuso fino a maggio",
                "Giulia Ferrante"),
            Said(
                "it", "“Non abbiamo soldi per il ponte”, spiega il sindaco Marco Bellini.", "Non abbiamo soldi per il ponte",
                "Marco Bellini"),
            Said("it", "Marco Bellini ha aggiunto: «Non abbiamo soldi per il ponte».", "Non abbiamo soldi per il ponte", "Marco Bellini"),
            Said(
                "pt", "“O cais fica fechado até maio”, disse Marina Teles na segunda-feira.", "O cais fica fechado até maio", "Marina Teles"
            ),
            Said(
                "pt", "«Não temos dinheiro para a ponte», afirmou o presidente da câmara, João Valadas.", "Não temos dinheiro para a ponte",
                "João Valadas"),
            Said("pt", "João Valadas explicou: \"Não temos dinheiro para a ponte.\"", "Não temos dinheiro para a ponte.", "João Valadas"),
            Said("nl", "“De pier blijft dicht tot mei”, zei Willem Dijkgraaf maandag.", "De pier blijft dicht tot mei", "Willem Dijkgraaf"),
            Said(
                "nl", "‘Wij hebben geen geld voor de brug’, aldus burgemeester Anna Verkade.", "Wij hebben geen geld voor de brug",
                "Anna Verkade"),
            Said(
                "nl", "„Wij hebben geen geld voor de brug”, heeft Anna Verkade gezegd.", "Wij hebben geen geld voor de brug", "Anna Verkade"
            ),
        ])
    private func direct(said: Said) {
        let quotations = Annotations.annotate(said.text, language: said.language).quotations
        #expect(quotations.map(\.passage.text) == [said.words])
        #expect(quotations.map { $0.speaker?.name } == [said.name])
        #expect(quotations.allSatisfy { $0.kind == .direct })
    }

    @Test(
        "Reported clauses have their speaker",
        arguments: [
            Said(
                "de", "Klaus Brandt sagte am Montag, dass die Brücke nicht vor Mai fertig werde.", "die Brücke nicht vor Mai fertig werde",
                "Klaus Brandt"),
            Said("de", "Klaus Brandt sagte, die Brücke sei nicht vor Mai fertig.", "die Brücke sei nicht vor Mai fertig", "Klaus Brandt"),
            Said("de", "Laut Klaus Brandt wird die Brücke nicht vor Mai fertig.", "wird die Brücke nicht vor Mai fertig", "Klaus Brandt"),
            Said(
                "de", "Nach Angaben der Polizei wird die Brücke nicht vor Mai fertig.", "wird die Brücke nicht vor Mai fertig",
                "der Polizei"),
            Said(
                "de", "Wie Klaus Brandt mitteilte, wird die Brücke nicht vor Mai fertig.", "wird die Brücke nicht vor Mai fertig",
                "Klaus Brandt"),
            Said("fr", "Selon Jean Kervel, le pont ne sera pas prêt avant mai.", "le pont ne sera pas prêt avant mai", "Jean Kervel"),
            Said(
                "fr", "Jean Kervel a affirmé que le pont ne serait pas prêt avant mai.", "le pont ne serait pas prêt avant mai",
                "Jean Kervel"),
            Said("fr", "Hélène Morvan assure qu’il sera prêt en mai.", "qu’il sera prêt en mai", "Hélène Morvan"),
            Said(
                "es", "Según Javier Montes, el puente no estará listo antes de mayo.", "el puente no estará listo antes de mayo",
                "Javier Montes"),
            Said("es", "Javier Montes aseguró el lunes que el puente no estará listo.", "el puente no estará listo", "Javier Montes"),
            Said(
                "it", "Secondo Marco Bellini, il ponte non sarà pronto prima di maggio.", "il ponte non sarà pronto prima di maggio",
                "Marco Bellini"),
            Said("it", "Marco Bellini ha detto che il ponte non sarà pronto.", "il ponte non sarà pronto", "Marco Bellini"),
            Said(
                "pt", "Segundo João Valadas, a ponte não estará pronta antes de maio.", "a ponte não estará pronta antes de maio",
                "João Valadas"),
            Said("pt", "João Valadas disse que a ponte não estará pronta.", "a ponte não estará pronta", "João Valadas"),
            Said("nl", "Volgens Willem Dijkgraaf is de brug niet voor mei klaar.", "is de brug niet voor mei klaar", "Willem Dijkgraaf"),
            Said("nl", "Willem Dijkgraaf zei dat de brug niet voor mei klaar is.", "de brug niet voor mei klaar is", "Willem Dijkgraaf"),
        ])
    private func indirect(said: Said) {
        let quotations = Annotations.annotate(said.text, language: said.language).quotations
        #expect(quotations.map(\.passage.text) == [said.words])
        #expect(quotations.map { $0.speaker?.name } == [said.name])
        #expect(quotations.allSatisfy { $0.kind == .indirect })
    }

    @Test("A clause in the mood of reported speech goes on with its speaker, and marks in one make it mixed")
    func mood() {
        let quotations = Annotations.annotate(
            "Klaus Brandt sagte, die Brücke sei „ein Fass ohne Boden“ für den Ort. Sie werde nicht vor Mai fertig. Es regnete.",
            language: "de"
        ).quotations
        #expect(quotations.map(\.kind) == [.mixed, .indirect])
        #expect(quotations.allSatisfy { $0.speaker?.name == "Klaus Brandt" })
    }

    @Test("A source in the middle of a clause parts it in two of one group")
    func parted() {
        let quotations = Annotations.annotate("Die Brücke wird laut Klaus Brandt nicht vor Mai fertig.", language: "de").quotations
        #expect(quotations.map(\.passage.text) == ["Die Brücke wird", "nicht vor Mai fertig"])
        #expect(quotations.allSatisfy { $0.speaker?.name == "Klaus Brandt" && $0.group == quotations.first?.group && $0.group != nil })
    }

    @Test(
        "Whom it is said to, what it is about, and the verb itself are no speakers",
        arguments: [
            Said("de", "Klaus Brandt sagte der Ostbyer Zeitung, die Brücke sei morsch.", "die Brücke sei morsch", "Klaus Brandt"),
            Said("de", "Den Vorwurf wies Klaus Brandt zurück, die Brücke sei morsch.", "die Brücke sei morsch", "Klaus Brandt"),
            Said(
                "de", "„Die Brücke ist morsch und gefährlich“, ätzte Klaus Brandt.", "Die Brücke ist morsch und gefährlich", "Klaus Brandt"
            ),
            Said("es", "El portavoz recalca: «El puente sigue cerrado hasta mayo».", "El puente sigue cerrado hasta mayo", "El portavoz"),
            Said("es", "«El puente sigue cerrado hasta mayo», recalca el portavoz.", "El puente sigue cerrado hasta mayo", "el portavoz"),
            Said("fr", "« Le pont reste fermé », martèle Jean Kervel.", "Le pont reste fermé", "Jean Kervel"),
        ])
    private func neither(said: Said) {
        #expect(found(said).map(\.0) == [said.words])
        #expect(found(said).map(\.1) == [said.name])
    }

    @Test("Pronouns and surnames lead to the full name")
    func canonical() {
        let text = """
            Petra Holm und Klaus Brandt trafen sich am Hafen. „Wir haben kein Geld für die Brücke“, sagte Brandt.

            „Dann bleibt sie eben zu, bis Geld da ist“, sagte Holm. Er sagte: „So ist es leider, und das bleibt auch so.“
            """
        let names = Annotations.annotate(text, language: "de").quotations.map { $0.speaker?.name }
        #expect(names == ["Klaus Brandt", "Petra Holm", "Klaus Brandt"])
    }

    @Test(
        "A denial is told from a statement",
        arguments: [
            ("de", "Klaus Brandt bestritt, dass die Brücke unsicher sei."), ("es", "Javier Montes negó que el puente sea inseguro."),
            ("nl", "Willem Dijkgraaf ontkende dat de brug onveilig is."),
        ])
    func denied(language: String, text: String) {
        #expect(Annotations.annotate(text, language: language).quotations.map(\.modality) == [.denied])
    }

    @Test(
        "Marked speech comes out in any language",
        arguments: [
            ("ja", "市長は「橋は五月まで閉鎖されます」と述べた。", "橋は五月まで閉鎖されます"),
            ("zh", "市长说：“这座桥要到五月才能重新开放。”", "这座桥要到五月才能重新开放。"),
            ("pl", "„Most będzie zamknięty aż do maja”, powiedział Jan Kowalik.", "Most będzie zamknięty aż do maja"),
            ("ru", "«Мост будет закрыт до самого мая», — сказал мэр Пётр Лунин.", "Мост будет закрыт до самого мая"),
            ("sv", "”Bron är stängd ända till maj”, sade Lars Ekmark.", "Bron är stängd ända till maj"),
        ])
    func anyLanguage(language: String, text: String, words: String) {
        #expect(Annotations.annotate(text, language: language).quotations.map(\.passage.text) == [words])
    }

    @Test(
        "Terms, titles and names between marks are no speech",
        arguments: [
            ("de", "Der Roman „Die Stille“ erschien im Mai, und das Schiff „Möwe“ liegt im Hafen."),
            ("fr", "Le roman « La Vague » est paru en mai, et le « pont » n'est qu'une planche."),
            ("es", "La novela «La Marea» salió en mayo y el llamado «puente» es una tabla."),
        ])
    func terms(language: String, text: String) {
        #expect(Annotations.annotate(text, language: language).quotations.isEmpty)
    }
}
