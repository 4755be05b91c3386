import Ingest

/// onrecord(1).
enum ManualPage {
    static func text(_ table: OptionTable) -> String {
        var page = Roff(title: "ONRECORD", section: 1, source: "\(Program.name) \(Program.version)", manual: "User commands")
        page.section("Name")
        page.prose("onrecord - reads the news for other programs: who said what, one JSON line an article")
        page.section("Synopsis")
        for command in table.root.all where command.commands.isEmpty {
            page.synopsis(command.name, command.options.filter { !isCommon($0) }.map(\.synopsis).joined(separator: " "))
        }
        page.section("Description")
        page.prose(
            """
            Onrecord polls feeds, fetches the articles, works out who is in them and who said what, and writes one JSON line an article. \
            onrecord run is the daemon; the other commands look at its configuration, its state and its output, or do one of its steps.

            Results go to standard output as JSON, messages to standard error. A FILE may be - for standard input.
            """)
        page.section("Options of all commands")
        for option in table.root.all.flatMap(\.options).filter(isCommon).uniqued(by: \.spelling) {
            page.entry(option.spelling, option.help)
        }
        page.section("Commands")
        for command in table.root.all.dropFirst() where command.commands.isEmpty {
            page.subsection(command.name)
            page.prose(command.abstract)
            page.prose(command.discussion)
            for option in command.options where !isCommon(option) { page.entry(option.spelling, option.help) }
        }
        page.section("Exit status")
        for (status, meaning) in ExitStatus.all { page.entry("\(status)", meaning) }
        page.section("Signals")
        page.entry("SIGHUP", "The daemon reads its configuration again; where that is wrong, it stays as it was.")
        page.entry("SIGTERM, SIGINT", "The daemon finishes what is in flight and ends, within 30 seconds.")
        page.section("Environment")
        page.entry("NO_COLOR", "No colours on a terminal, whatever its value, unless it is empty.")
        page.entry("NOTIFY_SOCKET, WATCHDOG_USEC, JOURNAL_STREAM", "Set by systemd(1): the daemon reports to it, and logs for the journal.")
        page.section("Files")
        page.entry("./feeds.conf, /etc/onrecord/feeds.conf", "The configuration: feeds.conf(5). The first that is there counts.")
        page.entry("/var/lib/onrecord/out", "The records of an installed daemon: current.jsonl, finished segments, manifest.jsonl.")
        page.entry("/var/lib/onrecord/state.db", "Its state.")
        page.section("See also")
        page.prose("feeds.conf(5), systemctl(1), journalctl(1), jq(1)")
        return page.text
    }

    /// What every command takes is told once.
    static func isCommon(_ option: OptionTable.Option) -> Bool {
        ["--config", "--help", "--version"].contains { option.names.contains($0) }
    }
}

/// What the program's exit status says.
enum ExitStatus {
    static let all: [(Int, String)] = [
        (0, "All went well. Also run --once with some feeds failing: its report says which."),
        (1, "The input or the run failed."),
        (64, "The command line is wrong."),
        (78, "The configuration is wrong, or the state was written by a newer version."),
    ]
}

extension Sequence {
    /// The first of those that are equal in one respect.
    func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
        var seen: Set<Key> = []
        return filter { seen.insert(key($0)).inserted }
    }
}
