import Language

extension Settings {
    /// Reads the files of terms that are watched for.
    mutating func readWatchLists(folder: String, file: String, _ problems: inout [ConfigurationError.Problem]) {
        guard !watch.lists.isEmpty else { return }
        var builder = WatchList.Builder()
        for pattern in watch.lists {
            for path in Self.files(pattern, "watch.lists", folder: folder, file: file, &problems) {
                do {
                    problems += builder.add(try TextFile.read(path)).map { .init(file: path, line: $0.line, message: $0.message) }
                } catch {
                    problems.append(.init(file: path, message: "\(error)"))
                }
            }
        }
        watch.terms = builder.list()
    }
}
