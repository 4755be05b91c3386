import ArgumentParser
import Configuration
import JSONText
import StatusSite

/// `onrecord check`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads the configuration and says what is wrong with it.",
        discussion: "Exit status: 0 if it is right, 78 if not. Nothing is fetched or written.")

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    @OptionGroup var configuration: ConfigurationOption

    func run() throws {
        let path = try configuration.found()
        var settings: Settings?
        var problems: [ConfigurationError.Problem] = []
        do throws(ConfigurationError) {
            let read = try Settings.load(path, credentials: .none)
            problems = read.clusterComplaint.map { [.init(file: path, message: $0)] } ?? []
            settings = read
        } catch {
            problems = error.problems
        }
        if json {
            print(path, settings, problems)
        } else {
            for problem in problems { Console.message("\(problem)") }
            if problems.isEmpty, !quiet, let settings { tell(path, settings) }
        }
        if !problems.isEmpty { throw ExitCode(78) }
    }

    private func tell(_ path: String, _ settings: Settings) {
        let count = Figures.text(settings.feeds.count, "feed", "feeds")
        Console.message("\(path): right; \(count), output in \(settings.output), state in \(settings.state)")
        for remark in settings.remarks { Console.message("\(remark)") }
        if settings.feeds.isEmpty, !settings.cluster.isOn {
            Console.message("There is no feed yet: write [[feed]] tables, include a list, or use onrecord feeds add.")
        }
        if settings.contact == nil { Console.message("contact is not set: publishers like to know who asks.") }
    }

    private func print(_ path: String, _ settings: Settings?, _ problems: [ConfigurationError.Problem]) {
        var writer = JSONWriter()
        writer.object { json in
            json.field("ok", problems.isEmpty)
            json.field("file", path)
            if let settings {
                json.field("feeds", settings.feeds.count)
                json.field("output", settings.output)
                json.field("state", settings.state)
            }
            Self.write(problems, as: "problems", to: &json)
            Self.write(settings?.remarks ?? [], as: "remarks", to: &json)
        }
        Console.line(writer.text)
    }

    private static func write(_ places: [ConfigurationError.Problem], as name: StaticString, to json: inout JSONWriter) {
        json.array(name, places, evenIfEmpty: true) { json, place in
            json.object { json in
                json.field("file", place.file)
                json.field("line", place.line)
                json.field("message", place.message)
            }
        }
    }
}
