import Testing

@testable import Articles

@Suite struct LanguageGuessTests {
    @Test(
        "A language is told by its small words or its script",
        arguments: [
            ("en", SamplePage.paragraphs.joined(separator: " ")),
            (
                "de",
                "Die letzte Fähre zur Möweninsel fährt von Montag an eine Stunde früher. Das hat der Hafenrat am Donnerstag nach einem Winter beschlossen, in dem das Schiff wegen der Stürme nicht auslaufen konnte. Für die Bewohner der Insel ist das ein Problem, und sie wollen auch mit dem Rat sprechen."
            ),
            (
                "fr",
                "Le dernier bac pour l'île aux Mouettes partira une heure plus tôt dès lundi, a décidé le conseil du port après un hiver dans lequel les tempêtes ont gardé le bateau au quai. Les habitants qui travaillent dans la ville ne sont pas contents et ont signé une lettre pour le maire."
            ),
            ("ja", "かもめ島へ向かう最後の連絡船は、月曜日から一時間早く出航することになった。港の理事会が木曜日に決めた。島の人々は仕事を心配している。"),
            (
                "ru",
                "Последний паром на остров Чаек с понедельника будет отправляться на час раньше, решил совет порта. Жители острова были против этого, но штормы были сильные."
            ),
        ])
    func guesses(_ language: String, _ text: String) {
        #expect(LanguageGuess.language(of: text) == language)
    }

    @Test("A short text tells nothing")
    func short() {
        #expect(LanguageGuess.language(of: "Fog") == nil)
    }
}
