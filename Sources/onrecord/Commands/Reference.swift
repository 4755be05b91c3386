import ArgumentParser
import Configuration
import Records

/// `onrecord reference`, for those who work on the program.
struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes manual pages, completions and the references of commands and configuration into a source folder.",
        shouldDisplay: false)

    @Argument(help: "The source folder.", completion: .directory)
    var folder = "."

    func run() throws {
        do {
            for (path, text) in try ReferenceFiles.all() {
                let file = folder + "/" + path
                try OutputFolder.makeFolder(FilePath.folder(of: file))
                try WholeFile.replace(file, with: Array(text.utf8))
                Console.message(file)
            }
        } catch {
            throw Failure.failed("\(error)")
        }
    }
}
