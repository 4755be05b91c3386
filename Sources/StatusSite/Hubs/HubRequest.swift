import Foundation

/// What stands before the body of a request (RFC 9112), as far as a callback address needs it.
struct HubRequest: Sendable, Hashable {
    /// How the body is framed.
    enum Framing: Sendable, Hashable {
        case length(Int)
        case chunks
    }

    /// Why a request is not answered as one.
    struct Malformation: Error {
        /// The status that says so.
        var status: Int
    }

    /// More is no request of a hub: a topic and a challenge, each escaped, and what proxies add.
    static let longestHead = 16 << 10

    var method: String
    /// The path's last segment, so that a proxy may keep or strip the part before it.
    var token: String
    private var queryText: String
    private var fields: [String: String]
    var framing: Framing

    /// - Parameter head: the lines up to the empty one that ends them, which may stand in it or not.
    init(head: some Collection<UInt8>) throws(Malformation) {
        // Of bytes: in a string, a line's two ends are one character.
        var lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }[...]
        let words = (lines.popFirst() ?? "").split(separator: " ")
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { throw Malformation(status: 400) }
        let parts = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        method = String(words[0])
        token = parts[0].split(separator: "/").last.map(String.init) ?? ""
        queryText = parts.count > 1 ? String(parts[1]) : ""
        fields = [:]
        for line in lines where !line.isEmpty {
            // A line that goes on from the one before, or a blank before the colon, is how one server is made to read another request.
            guard let colon = line.firstIndex(of: ":"), !line[..<colon].contains(where: \.isWhitespace) else {
                throw Malformation(status: 400)
            }
            let (name, value) = (line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
            if let other = fields.updateValue(value, forKey: name), other != value, Self.framingFields.contains(name) {
                throw Malformation(status: 400)
            }
        }
        switch (fields["content-length"], fields["transfer-encoding"]) {
        case (nil, nil): framing = .length(0)
        case (let length?, nil):
            guard length.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(length) else { throw Malformation(status: 400) }
            framing = .length(count)
        case (nil, let coding?):
            guard coding.lowercased() == "chunked" else { throw Malformation(status: 501) }
            framing = .chunks
        default: throw Malformation(status: 400)
        }
    }

    private static let framingFields: Set = ["content-length", "transfer-encoding"]

    /// A header field's value, by its name in small letters.
    subscript(field: String) -> String? { fields[field] }

    /// Whether the sender waits to be told that its body is welcome (RFC 9110 section 10.1.1).
    var waitsForConsent: Bool { fields["expect"]?.lowercased() == "100-continue" }

    /// The names and values of the query, decoded.
    var query: [(name: String, value: String)] {
        queryText.split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let texts = parts.map { $0.removingPercentEncoding ?? String($0) }
            return (texts[0], texts.count > 1 ? texts[1] : "")
        }
    }
}
