import ArgumentParser

@main
struct Onrecord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Reads the news for other programs: who said what, one JSON line an article.")
}
