/// The commands and their options as a page of the documentation.
enum CommandReference {
    static func markdown(_ table: OptionTable) -> String {
        var text = """
            <!-- Made by onrecord from its table of options; do not edit. -->
            # Commands

            Results go to standard output as JSON, messages to standard error. A `FILE` may be `-` for standard input.

            | exit status | means |
            |---|---|

            """
        for (status, meaning) in ExitStatus.all { text += "| \(status) | \(meaning) |\n" }
        text += "\nEvery command takes:\n\n"
        for option in table.root.all.flatMap(\.options).filter(ManualPage.isCommon).uniqued(by: \.spelling) { text += item(option) }
        for command in table.root.all.dropFirst() where command.commands.isEmpty {
            let options = command.options.filter { !ManualPage.isCommon($0) }
            text += "\n## \(command.name)\n\n\(command.abstract)\n\n"
            text += "```\n\(([command.name] + options.map(\.synopsis)).joined(separator: " "))\n```\n"
            if !command.discussion.isEmpty { text += "\n\(prose(command.discussion))\n" }
            if !options.isEmpty { text += "\n" + options.map(item).joined() }
        }
        return text
    }

    private static func item(_ option: OptionTable.Option) -> String { "- `\(option.spelling)` — \(option.help)\n" }

    /// Lines that begin with two blanks are examples.
    private static func prose(_ text: String) -> String {
        text.split(separator: "\n\n").map { paragraph in
            guard paragraph.hasPrefix("  ") else { return String(paragraph) }
            let lines = paragraph.split(separator: "\n").map { $0.drop { $0 == " " } }
            return "```\n" + lines.joined(separator: "\n") + "\n```"
        }.joined(separator: "\n\n")
    }
}
