import Language

extension Settings {
    /// Reads the files of terms that are watched for.
    mutating func readWatchLists(folder: String, file: String, _ problems: inout [ConfigurationError.Problem]) {
        guard !watch.lists.isEmpty else { return }
        var builder = WatchList.Builder()
        for pattern in watch.lists {
            let matches = TextFile.matches(pattern.hasPrefix("/") ? pattern : folder + "/" + pattern)
            // A pattern may match nothing yet; a plain name that is not there is a slip.
            if matches.isEmpty, !pattern.contains("*"), !pattern.contains("?") {
                problems.append(.init(file: file, message: "watch.lists: there is no file \"\(pattern)\""))
            }
            for path in matches {
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
