import Glibc

/// Secrets that stand outside the configuration: files that systemd hands to the program alone.
///
/// A value `credential:NAME` in the configuration stands for what the file `NAME` in `$CREDENTIALS_DIRECTORY` holds (systemd.exec(5),
/// "Credentials"), which a unit fills by `LoadCredential=NAME:/path` or `LoadCredentialEncrypted=`.
public enum Credentials {
    /// What becomes of a name where no folder of credentials is given.
    public enum Need: Sendable {
        /// It is an error: the value is to be used.
        case all
        /// It stays as it is: the value is not to be used, as by a command that only looks at feeds or records.
        case none
    }

    private static let prefix = "credential:"

    static func isNamed(_ text: String) -> Bool { text.hasPrefix(prefix) }

    /// Whether a text names a credential that is let be.
    static func isLeft(_ text: String, _ need: Need) -> Bool { need == .none && isNamed(text) && getenv("CREDENTIALS_DIRECTORY") == nil }

    /// The path of the file that is named.
    ///
    /// - Returns: the text itself where it names none or is let be; `nil` where there is no folder of credentials or the name is none.
    static func path(_ text: String, _ need: Need) -> String? {
        guard isNamed(text) else { return text }
        let name = text.dropFirst(prefix.count)
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), !name.contains("\0") else { return nil }
        if isLeft(text, need) { return text }
        guard let folder = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }), folder.hasPrefix("/") else { return nil }
        return folder + "/" + name
    }

    /// What the file that is named holds, without white space at its ends.
    ///
    /// - Returns: the text itself where it names none or is let be; `nil` where the file cannot be read.
    static func value(_ text: String, _ need: Need) -> String? {
        guard isNamed(text) else { return text }
        guard let path = path(text, need) else { return nil }
        if isLeft(text, need) { return text }
        guard let bytes = try? TextFile.read(path) else { return nil }
        let held = String(decoding: bytes, as: UTF8.self)
        let value = held.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        return value.isEmpty ? nil : String(value)
    }

    /// What to say where ``value(_:)`` or ``path(_:)`` gives nothing.
    static func complaint(_ text: String) -> String {
        let isGiven = getenv("CREDENTIALS_DIRECTORY") != nil
        return "\"\(text)\": " + (isGiven ? "there is no such credential" : "no credentials are given ($CREDENTIALS_DIRECTORY is not set)")
    }
}
