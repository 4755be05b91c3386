import ArgumentParser
import JSONText

/// All commands with their options, as the argument parser knows them: what help, manual page, completions and reference say.
struct OptionTable {
    /// One command.
    struct Command {
        /// The words that call it: `feeds add`.
        var path: [String]
        var abstract: String
        /// Set as it stands: lines that begin with two blanks are examples.
        var discussion: String
        var options: [Option]
        var commands: [Command]

        var name: String { path.joined(separator: " ") }

        /// Itself and all below it, in the order of the help.
        var all: [Command] { [self] + commands.flatMap(\.all) }
    }

    /// One option, flag or operand.
    struct Option {
        /// As they are typed: `-q`, `--quiet`; empty for an operand.
        var names: [String]
        /// What its value is called; `nil` for a flag.
        var value: String?
        var help: String
        var isOptional: Bool
        var isRepeating: Bool

        /// How it is typed with its value: `-q, --quiet`, `--config <config>`, `<url>`.
        var spelling: String {
            let value = value.map { "<\($0)>" }
            return names.isEmpty ? value ?? "" : names.joined(separator: ", ") + (value.map { " \($0)" } ?? "")
        }

        /// How it stands in a synopsis.
        var synopsis: String {
            let value = value.map { "<\($0)>" }
            let shortest = (names.last ?? "") + (names.isEmpty || value == nil ? "" : " ") + (value ?? "") + (isRepeating ? " ..." : "")
            return isOptional ? "[\(shortest)]" : shortest
        }
    }

    let root: Command

    /// - Parameter dump: what argument parser's `--experimental-dump-help` prints.
    init(dump: String) throws {
        root = Self.command(try JSONValue(parsing: Array(dump.utf8))["command"] ?? .null, below: [])
    }

    private static func command(_ json: JSONValue, below path: [String]) -> Command {
        let path = path + [json["commandName"]?.string ?? ""]
        let commands = (json["subcommands"]?.array ?? []).filter {
            $0["shouldDisplay"]?.bool != false && $0["commandName"]?.string != "help"
        }
        return Command(
            path: path, abstract: json["abstract"]?.string ?? "", discussion: json["discussion"]?.string ?? "",
            options: (json["arguments"]?.array ?? []).filter { $0["shouldDisplay"]?.bool != false }.map(option),
            commands: commands.map { command($0, below: path) })
    }

    private static func option(_ json: JSONValue) -> Option {
        let names = (json["names"]?.array ?? []).compactMap { name in
            name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
        }
        let help = [json["abstract"]?.string, json["discussion"]?.string, json["defaultValue"]?.string.map { "Default: \($0)." }]
        return Option(
            names: names.sorted { $0.count < $1.count }, value: json["kind"]?.string == "flag" ? nil : json["valueName"]?.string,
            help: help.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " "), isOptional: json["isOptional"]?.bool ?? true,
            isRepeating: json["isRepeating"]?.bool ?? false)
    }
}
