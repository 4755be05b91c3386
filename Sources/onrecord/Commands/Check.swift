import ArgumentParser

/// `onrecord check`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads the configuration and says what is wrong with it.",
        discussion: "Exit status: 0 if it is right, 78 if not. Nothing is fetched or written.")

    @OptionGroup var configuration: ConfigurationOption

    func run() throws {
        let settings = try configuration.load()
        Console.message(
            "\(configuration.path ?? ""): right; \(settings.feeds.count) feeds, output in \(settings.output), state in \(settings.state)")
        if settings.feeds.isEmpty {
            Console.message("There is no feed yet: write [[feed]] tables, include a list, or use onrecord feeds add.")
        }
        if settings.contact == nil { Console.message("contact is not set: publishers like to know who asks.") }
    }
}
