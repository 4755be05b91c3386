import Records

/// The program as it names itself.
public enum Program {
    public static let name = "onrecord"
    public static let version = "0.1.0"
    /// The language model's name and version.
    public static let model = "onrecord-en-1"

    static let producer = Producer(program: name, version: version, model: model)

    /// The User-Agent, with the contact address of the configuration.
    ///
    /// - Parameter contact: an address of a page or mailbox; RFC 9110 section 10.1.5 puts it into a comment.
    public static func userAgent(contact: String?) -> String {
        let safe = contact.map { String($0.unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F && $0 != "(" && $0 != ")" }) }
        return "\(name)/\(version)" + (safe.map { " (+\($0))" } ?? "")
    }
}
