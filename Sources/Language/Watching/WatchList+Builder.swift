extension WatchList {
    /// Reads watch lists and makes the automaton of them.
    ///
    /// A list is a text of lines with columns between tabs: the form in the text, the type, the canonical name, an
    /// identifier, rules. The last three may be missing. Several forms of one term stand in the first column with `|` between
    /// them. Rules are words: `case` for a form that has to be written exactly so ("AIDS"), `plural` for one that may stand in
    /// the plural too. Empty lines and lines that begin with `#` are passed over.
    public struct Builder {
        /// What is wrong with a line.
        public struct Problem: Sendable, Hashable {
            /// From 1.
            public var line: Int
            public var message: String
        }

        /// Bounds against lists that were made by mistake.
        private enum Bounds {
            static let terms = 2_000_000
            static let form = 200
            static let tokens = 16
            static let problems = 20
        }

        private var terms: [WatchTerm] = []
        private var forms: [(form: Form, tokens: [UInt64])] = []

        public init() {}

        /// Adds a list's terms.
        ///
        /// - Parameter bytes: UTF-8.
        /// - Returns: the lines that are wrong, the first twenty of them; their terms are left out.
        public mutating func add(_ bytes: [UInt8]) -> [Problem] {
            var problems: [Problem] = []
            var text = bytes[...]
            if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
            for (number, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
                var line = line
                if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
                if line.first == UInt8(ascii: "#") || line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
                guard let message = add(line: String(decoding: line, as: UTF8.self)) else { continue }
                problems.append(Problem(line: number + 1, message: message))
                if problems.count == Bounds.problems { break }
            }
            return problems
        }

        /// The finished automaton.
        public func list() -> WatchList { WatchList(terms: terms, forms: forms) }

        /// - Returns: what is wrong with the line; `nil` where it is right.
        private mutating func add(line: String) -> String? {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(Self.trimmed)
            guard columns.count >= 2 else { return "a line is a form, a tab and a type; name, identifier and rules may follow" }
            guard columns.count <= 5 else { return "a line has five columns at most: form, type, name, identifier, rules" }
            let type = columns[1]
            guard Self.isType(type) else { return "\"\(type)\" is no type: small letters, digits, - and _ , a letter first" }
            var isExact = false
            var hasPlural = false
            for rule in columns.count > 4 ? columns[4].split(whereSeparator: { $0 == " " || $0 == "," }) : [] {
                switch rule {
                case "case": isExact = true
                case "plural": hasPlural = true
                default: return "there is no rule \"\(rule)\": rules are case and plural"
                }
            }
            guard terms.count < Bounds.terms else { return "more than \(Bounds.terms) terms" }
            let written = columns[0].split(separator: "|").map { Self.trimmed($0) }.filter { !$0.isEmpty }
            guard let first = written.first else { return "the form is missing" }
            var new: [(form: Form, tokens: [UInt64])] = []
            for form in written {
                guard form.utf8.count <= Bounds.form else { return "a form has \(Bounds.form) bytes at most" }
                for spelling in hasPlural ? [form] + Self.plurals(of: form) : [form] {
                    let tokens = Self.tokens(of: spelling)
                    guard
                        tokens.contains(where: {
                            $0.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
                        })
                    else { return "\"\(form)\" holds no word" }
                    guard tokens.count <= Bounds.tokens else { return "a form has \(Bounds.tokens) words at most" }
                    new.append(
                        (
                            Form(term: terms.count, length: tokens.count, exact: isExact ? tokens : nil), tokens.map { WordHash($0).value }
                        ))
                }
            }
            let name = columns.count > 2 && !columns[2].isEmpty ? columns[2] : first
            terms.append(WatchTerm(type: type, name: name, identifier: columns.count > 3 && !columns[3].isEmpty ? columns[3] : nil))
            forms += new
            return nil
        }

        private static func trimmed(_ text: some StringProtocol) -> String {
            let start = text.drop { $0 == " " }
            return String(start.prefix(start.count - start.reversed().prefix { $0 == " " }.count))
        }

        private static func isType(_ text: String) -> Bool {
            guard let first = text.utf8.first, 0x61...0x7A ~= first, text.utf8.count <= 32 else { return false }
            return text.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        }

        /// The tokens of a form, cut as they are in a text.
        private static func tokens(of form: String) -> [String] {
            var document = Document(text: TextBuffer(form))
            Annotator.segment(&document)
            return document.tokens.indices.map { document.string($0) }
        }

        /// The regular English plurals of a form's last word.
        static func plurals(of form: String) -> [String] {
            guard let last = form.last, last.isLetter else { return [] }
            let lower = form.lowercased()
            if ["s", "x", "z", "ch", "sh"].contains(where: { lower.hasSuffix($0) }) { return [form + "es"] }
            if last == "y", let before = lower.dropLast().last, !"aeiou".contains(before) { return [form.dropLast() + "ies"] }
            return [form + "s"]
        }
    }
}
