import Configuration
import Ingest

/// What there is to say of feeds.conf: feeds.conf(5) and the configuration reference.
enum ConfigurationReference {
    private static let introduction = """
        The configuration of onrecord is TOML. Every key has a default, and a key that is not known is an error that names key, \
        table and line. Relative paths are relative to the file. onrecord check reads it and says what is wrong.
        """

    private static let feed = """
        Each [[feed]] table lists one feed. It needs url; tags are handed on to its records. Any key of [poll] and [fetch] may stand \
        there too, and holds for that feed alone. The first listing of an address counts.
        """

    private static let reading = """
        A running daemon reads the file again on SIGHUP (systemctl reload onrecord). Where it is wrong, the daemon logs why and goes \
        on with what it had. A change of output, state, status.listen, [stories], [websub] or [cluster] takes a restart.
        """

    /// The tables with their keys, in the order of the file.
    private static var tables: [(name: String, settings: [SettingDescription])] {
        SettingDescription.all.uniqued(by: \.table).map { first in
            (first.table, SettingDescription.all.filter { $0.table == first.table })
        }
    }

    static var manual: String {
        var page = Roff(title: "FEEDS.CONF", section: 5, source: "\(Program.name) \(Program.version)", manual: "File formats")
        page.section("Name")
        page.prose("feeds.conf - configuration of onrecord")
        page.section("Synopsis")
        page.prose("./feeds.conf, /etc/onrecord/feeds.conf")
        page.section("Description")
        page.prose(introduction)
        page.section("Values")
        for (name, meaning) in values { page.entry(name, meaning) }
        page.section("Keys")
        for (name, settings) in tables {
            page.subsection(name.isEmpty ? "At the top of the file" : "[\(name)]")
            for setting in settings {
                page.entry("\(setting.key) (\(setting.kind.name))", "\(setting.help) \(standard(setting))")
            }
        }
        page.subsection("[[feed]]")
        page.prose(feed)
        page.section("Reading it again")
        page.prose(reading)
        page.section("Example")
        page.prose("  " + example.replacing("\n", with: "\n  "))
        page.section("See also")
        page.prose("onrecord(1)")
        return page.text
    }

    static var markdown: String {
        var text = """
            <!-- Made by onrecord from its table of settings; do not edit. -->
            # Configuration reference

            \(introduction)

            ```toml
            \(example)
            ```

            ## Values

            | value | is written |
            |---|---|

            """
        for (name, meaning) in values { text += "| \(name) | \(meaning) |\n" }
        for (name, settings) in tables {
            text += "\n## \(name.isEmpty ? "At the top of the file" : "`[\(name)]`")\n\n"
            text += "| key | value | default | feed by feed | means |\n|---|---|---|---|---|\n"
            for setting in settings {
                text += "| `\(setting.key)` | \(setting.kind.name) | \(setting.standard.isEmpty ? "none" : "`\(setting.standard)`") "
                text += "| \(setting.perFeed ? "yes" : "") | \(setting.help.replacing("|", with: "\\|").replacing("*", with: "\\*")) |\n"
            }
        }
        text += "\n## `[[feed]]`\n\n\(feed)\n\n## Reading it again\n\n\(reading)\n"
        return text
    }

    private static func standard(_ setting: SettingDescription) -> String {
        (setting.standard.isEmpty ? "No default." : "Default: \(setting.standard).") + (setting.perFeed ? " May stand under [[feed]]." : "")
    }

    private static let values: [(String, String)] = [
        ("text", #""…" or '…'."#),
        ("whole number", "Digits."),
        ("truth value", "true or false."),
        ("duration", #"A number with s, m, h or d: "30s", "15m", "6h", "7d"."#),
        ("size", #"Bytes, or a number with kB, MB or GB in powers of 1024: "500kB", "64MB"."#),
        ("list", #"["…", "…"]."#),
        ("table", #"{ "name" = "…" }."#),
    ]

    private static let example = """
        contact = "https://www.example.org/about-our-reader"
        include = ["feeds.d/*.opml"]

        [poll]
        interval = "15m"

        [[feed]]
        url = "https://www.example.com/rss.xml"
        tags = ["health"]
        interval = "2h"
        """
}

extension SettingDescription.Kind {
    /// What a value of the kind is called.
    var name: String {
        switch self {
        case .text: "text"
        case .whole: "whole number"
        case .truth: "truth value"
        case .duration: "duration"
        case .size: "size"
        case .list: "list"
        case .table: "table"
        case .durationOrOff: #"duration or "off""#
        }
    }
}
