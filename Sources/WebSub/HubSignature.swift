internal import CDigest

/// The signature that a hub puts under what it pushes (WebSub section 7.1): `X-Hub-Signature: sha256=…`.
public struct HubSignature: Sendable, Hashable {
    /// The methods of the recommendation, by their names in the field.
    private static let methods = ["sha1": "SHA1", "sha256": "SHA256", "sha384": "SHA384", "sha512": "SHA512"]

    private let method: String
    private let digits: [UInt8]

    /// - Parameter field: the header field's value. `nil` where it is no signature by a known method.
    public init?(field: String) {
        let parts = field.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let method = Self.methods[parts[0].lowercased()], parts[1].utf8.count <= 128 else { return nil }
        self.method = method
        digits = Array(parts[1].lowercased().utf8)
    }

    /// Makes the field's value, as a hub does.
    public static func field(secret: String, body: [UInt8], method: String = "sha256") -> String? {
        guard let name = methods[method], let sum = sum(name, secret, body) else { return nil }
        return method + "=" + String(decoding: hexadecimal(sum), as: UTF8.self)
    }

    /// Whether the body was signed with the secret. Takes as long for a wrong signature as for the right one.
    public func holds(for body: [UInt8], secret: String) -> Bool {
        guard let sum = Self.sum(method, secret, body) else { return false }
        let expected = Self.hexadecimal(sum)
        guard expected.count == digits.count else { return false }
        return zip(expected, digits).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func sum(_ algorithm: String, _ secret: String, _ body: [UInt8]) -> [UInt8]? {
        let key = Array(secret.utf8)
        var sum = [UInt8](repeating: 0, count: 64)
        var count = 0
        guard onrecord_hmac(algorithm, key, key.count, body, body.count, &sum, &count) == 1, count <= 64 else { return nil }
        return Array(sum.prefix(count))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
