import Glibc
import Language
import Testing

@testable import onrecord_train

/// The English model made from a few texts of an invented town.
struct LanguageTrainingTests {
    /// A folder of annotated text, gone with the value.
    private final class Data {
        let path: String

        init() throws {
            var template = Array("/tmp/onrecord-train-XXXXXX".utf8CString)
            path = try #require(mkdtemp(&template).map { String(cString: $0) })
            for folder in ["ud", "ner/town", "gazetteers", "raw/town"] { try #require(system("mkdir -p \(path)/\(folder)") == 0) }
            try write("gazetteers/cities15000.tsv", "Weirbridge\tXX\tNorth\t900000\nMarrow\tXX\tNorth\t200000\n")
            try write("gazetteers/countries.tsv", "Estmark\nNorland\n")
            for list in ["us_census_first_male", "us_census_first_female", "us_census_last"] {
                try write("gazetteers/\(list).tsv", "RUTH\t1.0\nIDRIS\t0.9\nOKAFOR\t0.8\n")
            }
            let sentence =
                "1\tThe\t_\tDET\t_\t_\t2\tdet\t_\t_\n2\tferry\t_\tNOUN\t_\t_\t3\tnsubj\t_\t_\n3\tsails\t_\tVERB\t_\t_\t0\troot\t_\t_\n\n"
            try write("ud/town-train.conllu", String(repeating: sentence, count: 4))
            try write("ud/town-dev.conllu", sentence)
            try write("ner/town/train.jsonl", (0..<30).map(Self.document).joined())
            try write("ner/town/dev.jsonl", (30..<40).map(Self.document).joined())
            try write("raw/town/raw.jsonl", #"{"id":"1","text":"Ruth Halloran of Weirbridge spoke to the council of Marrow."}"# + "\n")
            try #require(system("gzip \(path)/raw/town/raw.jsonl") == 0)
        }

        deinit { _ = system("rm -rf \(path)") }

        private func write(_ name: String, _ text: String) throws { try Files.write(Array(text.utf8), to: "\(path)/\(name)") }

        private static let people = ["Zed Quillon", "Vara Tolk", "Obi Marsk", "Lune Fadd", "Kip Orrel"]

        private static func document(_ number: Int) -> String {
            let person = people[number % people.count]
            return
                #"{"id":"\#(number)","text":"The warden \#(person) sails at noon.","entities":[{"start":11,"end":\#(11 + person.count),"type":"PER"}]}"#
                + "\n"
        }
    }

    private func training(_ data: Data) throws -> LanguageTraining {
        var training = try LanguageTraining(data: data.path, extra: nil, base: nil, seed: 7)
        training.tags = .init(rows: 500, epochs: 2)
        training.names = .init(rows: 2000, epochs: 4, averaged: 1, dropout: 0.1, wire: 2)
        return training
    }

    @Test func `makes the same model of the same texts, and one that has learned from them`() throws {
        let data = try Data()
        let training = try training(data)
        try training.crossValidate(folds: 2)
        let first = try training.model()
        #expect(try training.model() == first)
        let score = try first.withUnsafeBytes { bytes in
            let model = LanguageModel(try #require(ModelImage(bytes)))
            return Evaluation.names(model, try NameCorpus("\(data.path)/ner/town/dev.jsonl", marksOthers: true, peoples: []).entries)
        }
        #expect(score.gold == 10)
        #expect(score.right >= 8)
    }

    @Test func `says what is missing`() throws {
        let data = try Data()
        #expect(system("rm \(data.path)/ner/town/*") == 0)
        #expect(throws: TrainingFailure.self) { try training(data) }
    }

    @Test func `takes words and tagger from a model, and refuses what is none`() throws {
        let data = try Data()
        let path = "\(data.path)/english.model"
        try Files.write(training(data).model(), to: path)
        var again = try LanguageTraining(data: data.path, extra: nil, base: path, seed: 7)
        again.names = .init(rows: 2000, epochs: 1, averaged: 1, wire: 2)
        #expect(try again.model().count > 1000)
        #expect(throws: TrainingFailure.self) {
            _ = try LanguageTraining(data: data.path, extra: nil, base: "\(data.path)/ner/town/dev.jsonl", seed: 7)
        }
    }
}
