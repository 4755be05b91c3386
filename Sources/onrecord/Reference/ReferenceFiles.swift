import ArgumentParser

/// All files that are made from the tables of options and settings, by their path in the source.
enum ReferenceFiles {
    static func all() throws -> [(path: String, text: String)] {
        let table = try OptionTable(dump: Onrecord._dumpHelp())
        return [
            ("docs/commands.md", CommandReference.markdown(table)),
            ("docs/configuration.md", ConfigurationReference.markdown),
            ("deploy/man/onrecord.1", ManualPage.text(table)),
            ("deploy/man/feeds.conf.5", ConfigurationReference.manual),
            ("deploy/completions/onrecord.bash", ended(Onrecord.completionScript(for: .bash))),
            ("deploy/completions/_onrecord", ended(Onrecord.completionScript(for: .zsh))),
            ("deploy/completions/onrecord.fish", ended(Onrecord.completionScript(for: .fish))),
        ]
    }

    private static func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}
