import ArticleTraining
import Glibc

/// Trains the trees that choose an article's text and ends the program.
func trainArticles(_ arguments: [String]) -> Never {
    var folders: [String] = []
    var output: String?
    var folds = 0
    var dealing: UInt64 = 0
    var rest = arguments[...]
    while let argument = rest.popFirst() {
        switch argument {
        case "--out": output = rest.popFirst()
        case "--folds":
            guard let number = rest.popFirst().flatMap({ Int($0) }), (2...10).contains(number) else {
                fail("--folds wants a number from 2 to 10\n", status: 64)
            }
            folds = number
        case "--dealing":
            guard let number = rest.popFirst().flatMap({ UInt64($0) }) else { fail("--dealing wants a number\n", status: 64) }
            dealing = number
        default: folders.append(argument)
        }
    }
    guard let output, !folders.isEmpty, !folders.contains(where: { $0.hasPrefix("-") }) else { fail(usage, status: 64) }
    do {
        var pages: [KnownPage] = []
        for folder in folders { pages += try knownPages(in: folder) }
        guard !pages.isEmpty else { fail("no page with a known text\n", status: 1) }
        let trainer = BlockTrainer(pages) { line in
            print("\(clock() / 1_000_000) s  \(line)")
            fflush(nil)
        }
        if folds > 0 { trainer.crossValidate(folds: folds, dealing: dealing).forEach { print($0) } }
        try Files.write(trainer.train(), to: output)
        print("\(clock() / 1_000_000) s  \(output)")
        exit(0)
    } catch {
        fail("\(error)\n", status: 1)
    }
}

/// The pages of a folder whose text is known, in the order of its list.
///
/// - Parameter argument: the folder, perhaps with how much its pages count: `pages=0.4`.
private func knownPages(in argument: String) throws -> [KnownPage] {
    let parts = argument.split(separator: "=")
    let weight = parts.count == 2 ? Float(parts[1]) : 1
    guard let first = parts.first, parts.count <= 2, let weight, weight > 0 else { fail("\(argument): DIR or DIR=WEIGHT\n", status: 64) }
    let folder = String(first)
    let name = String(folder.split(separator: "/").last ?? "pages")
    return try Files.lines(folder + "/truth.jsonl").compactMap { line in
        KnownPage(
            line: line,
            html: { id in
                guard !id.contains("/") else { return nil }
                let path = "\(folder)/pages/\(id).html"
                if let bytes = try? Files.read(path) { return bytes }
                return Files.exists(path + ".gz") ? decompressed(path + ".gz") : nil
            }, set: name, weight: weight)
    }
}

/// A file's bytes through `gzip -dc`; the trainer runs beside the sources, where the system's tools are.
private func decompressed(_ path: String) -> [UInt8]? {
    let quoted = "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    guard let pipe = popen("gzip -dc -- \(quoted)", "r") else { return nil }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&chunk, 1, chunk.count, pipe)
        guard count > 0 else { break }
        bytes.append(contentsOf: chunk[..<count])
    }
    return pclose(pipe) == 0 ? bytes : nil
}
