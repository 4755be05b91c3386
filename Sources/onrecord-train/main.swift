import Glibc
import Language
import QuotationTraining

let usage = """
    usage: onrecord-train --quotations FILE --out FILE
           onrecord-train --quotations FILE --ablate
           onrecord-train --quotations FILE --predict FILE
           onrecord-train --articles DIR[=WEIGHT]… [--folds N [--dealing N]] --out FILE
           onrecord-train --data DIR --extra DIR --out FILE [--final] [--seed N] [--base FILE] [--names-rows N] [--tagger-rows N]
                          [--epochs N] [--tagger-epochs N] [--dropout PERCENT] [--gold TENTHS] [--limit N] [--averaged N]
                          [--tweets PERCENT] [--wire DOCUMENTS]

    --quotations  annotated quotations, one article a line: {"id","text","quotes":[{start,end,kind,speaker,cue}]}
    --ablate      measures the quotation model by cross-validation, whole and without each of its parts
    --predict     writes what is found in each article by a model that was not learned from it
    --articles    pages with known text, a folder a set: truth.jsonl with {"id","url","text"|"with","without"}, pages/ID.html[.gz];
                  with --folds the model is measured by cross-validation first, --dealing deals the sites into other parts
    --data    annotated text: ud/*.conllu, ner/*/*.jsonl, gazetteers/
    --extra   silver corpora *.jsonl, and clusters.tsv or, to be clustered, word vectors: vectors.txt in the text form of word2vec
    --final   learn from the development parts too
    --base    take words and tagger from this model file

    """

func fail(_ message: String, status: Int32) -> Never {
    _ = message.withCString { write(2, $0, strlen($0)) }
    exit(status)
}

/// Reads the command line.
func readSettings(from arguments: [String]) -> Training.Settings {
    var settings = Training.Settings()
    var arguments = arguments.dropFirst()
    func number(_ option: String) -> Int {
        guard let value = arguments.popFirst().flatMap({ Int($0) }), value >= 0 else {
            fail("\(option) wants a number\n\(usage)", status: 64)
        }
        return value
    }
    while let option = arguments.popFirst() {
        switch option {
        case "--data": settings.data = arguments.popFirst() ?? ""
        case "--extra": settings.extra = arguments.popFirst() ?? ""
        case "--out": settings.output = arguments.popFirst() ?? ""
        case "--base": settings.base = arguments.popFirst()
        case "--final": settings.final = true
        case "--seed": settings.seed = UInt64(number(option))
        case "--names-rows": settings.nameRows = number(option)
        case "--tagger-rows": settings.taggerRows = number(option)
        case "--epochs": settings.nameEpochs = number(option)
        case "--tagger-epochs": settings.taggerEpochs = number(option)
        case "--dropout": settings.dropout = Float(number(option)) / 100
        case "--gold": settings.goldWeight = Float(number(option)) / 10
        case "--tweets": settings.tweetShare = Float(number(option)) / 100
        case "--wire": settings.wire = number(option)
        case "--averaged": settings.averaged = number(option)
        case "--limit": settings.limit = number(option)
        default: fail("unknown option \(option)\n\(usage)", status: 64)
        }
    }
    return settings
}

/// Prints what each part of the quotation model brings and ends the program.
func measureQuotations(_ input: String) -> Never {
    do {
        let articles = try Files.lines(input).compactMap { TrainingArticle(line: String(decoding: $0, as: UTF8.self)) }
        guard articles.count >= 3 else { fail("\(input): three annotated articles are needed\n", status: 1) }
        print(CrossValidation(articles, folds: 3).report())
        exit(0)
    } catch {
        fail("\(error)\n", status: 1)
    }
}

/// Writes what cross-validation finds and ends the program.
func predictQuotations(_ input: String, to output: String) -> Never {
    do {
        let articles = try Files.lines(input).compactMap { TrainingArticle(line: String(decoding: $0, as: UTF8.self)) }
        guard articles.count >= 3 else { fail("\(input): three annotated articles are needed\n", status: 1) }
        let (lines, summary) = CrossValidation(articles, folds: 3).predictions()
        try Files.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: output)
        print(summary)
        exit(0)
    } catch {
        fail("\(error)\n", status: 1)
    }
}

/// Trains the quotation model and ends the program.
func trainQuotations(from input: String, to output: String) -> Never {
    do {
        let articles = try Files.lines(input).compactMap { TrainingArticle(line: String(decoding: $0, as: UTF8.self)) }
        guard !articles.isEmpty else { fail("\(input): no annotated article\n", status: 1) }
        try Files.write(QuotationTrainer.train(articles), to: output)
        print("\(articles.count) articles; \(output)")
        exit(0)
    } catch {
        fail("\(error)\n", status: 1)
    }
}

let given = CommandLine.arguments
if given.count == 4, given[1] == "--quotations", given[3] == "--ablate" { measureQuotations(given[2]) }
if given.count > 3, given[1] == "--articles" { trainArticles(Array(given.dropFirst(2))) }
if given.count == 5, given[1] == "--quotations", given[3] == "--predict" { predictQuotations(given[2], to: given[4]) }
if given.count == 5, given[1] == "--quotations", given[3] == "--out" { trainQuotations(from: given[2], to: given[4]) }
let settings = readSettings(from: given)
guard !settings.data.isEmpty, !settings.extra.isEmpty, !settings.output.isEmpty else { fail(usage, status: 64) }
let started = clock()
do {
    try Training(settings) { line in
        print("\((clock() - started) / 1_000_000) s  \(line)")
        fflush(nil)
    }.run()
} catch {
    fail("\(error)\n", status: 1)
}
