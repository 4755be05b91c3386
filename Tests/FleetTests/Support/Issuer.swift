import Foundation
import Testing

/// Makes keys, accounts and users' credentials as an operator of NATS servers does (JWT with nkeys), by the program openssl.
final class Issuer: Sendable {
    /// A pair of Ed25519 keys in a file, and its names.
    struct Key: Sendable {
        let path: String
        let publicKey: [UInt8]
        let seed: [UInt8]

        /// The public key as nkeys write it.
        ///
        /// - Parameter kind: `O` for an operator, `A` for an account, `U` for a user.
        func name(_ kind: Character) -> String { NKey.encode(prefix: [NKey.prefix(kind)], publicKey) }
        var userSeed: String {
            let user = NKey.prefix("U")
            return NKey.encode(prefix: [18 << 3 | user >> 5, (user & 31) << 3], seed)
        }
    }

    static let program: String? = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first { (path: String) in access(path, X_OK) == 0 }
    static let isAbsent: Comment = "there is no openssl to make keys with"

    let folder: String
    private let operatorKey: Key
    private let account: Key
    private let system: Key
    private let stranger: Key

    init() throws {
        folder = NSTemporaryDirectory() + "onrecord-issuer-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        operatorKey = try Self.key(folder + "/operator.pem")
        account = try Self.key(folder + "/account.pem")
        system = try Self.key(folder + "/system.pem")
        stranger = try Self.key(folder + "/stranger.pem")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Lines for a server's configuration: it lets in the users of one account, which may use streams.
    func serverSettings() throws -> String {
        let isOperator = try token(
            operatorKey, issuer: operatorKey.name("O"), subject: operatorKey.name("O"), #"{"type":"operator","version":2}"#)
        let connections = #""subs":-1,"data":-1,"payload":-1,"imports":-1,"exports":-1,"wildcards":true,"conn":-1,"leaf":-1"#
        let streams = connections + #","mem_storage":-1,"disk_storage":-1,"streams":-1,"consumer":-1"#
        let accounts = try [(account, streams), (system, connections)].map { key, limits in
            let claims = #"{"limits":{\#(limits)},"type":"account","version":2}"#
            return "\(key.name("A")): " + (try token(operatorKey, issuer: operatorKey.name("O"), subject: key.name("A"), claims))
        }
        return """
            operator: \(isOperator)
            system_account: \(system.name("A"))
            resolver: MEMORY
            resolver_preload: { \(accounts.joined(separator: "\n")) }
            """
    }

    /// Writes a user's credentials to a file.
    ///
    /// - Parameters:
    ///   - seconds: how long they are good for from now; less than 0 for ones that have expired; `nil` for ever.
    ///   - isStranger: whether they are of an account that the servers do not know.
    func writeCredentials(to path: String, lasting seconds: Int? = nil, isStranger: Bool = false) throws {
        let user = try Self.key(folder + "/" + UUID().uuidString + ".pem")
        let issuer = isStranger ? stranger : account
        let jwt = try token(
            issuer, issuer: issuer.name("A"), subject: user.name("U"),
            #"{"pub":{},"sub":{},"subs":-1,"data":-1,"payload":-1,"type":"user","version":2}"#,
            expires: seconds.map { Int(Date().timeIntervalSince1970) + $0 })
        let text = """
            -----BEGIN NATS USER JWT-----
            \(jwt)
            ------END NATS USER JWT------

            -----BEGIN USER NKEY SEED-----
            \(user.userSeed)
            ------END USER NKEY SEED------

            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    private func token(_ key: Key, issuer: String, subject: String, _ nats: String, expires: Int? = nil) throws -> String {
        let expiry = expires.map { #""exp":\#($0),"# } ?? ""
        let claims =
            #"{\#(expiry)"jti":"\#(UUID().uuidString)","iat":\#(Int(Date().timeIntervalSince1970) - 60),"iss":"\#(issuer)","name":"test","sub":"\#(subject)","nats":\#(nats)}"#
        let signed = Self.base64(Array(#"{"typ":"JWT","alg":"ed25519-nkey"}"#.utf8)) + "." + Self.base64(Array(claims.utf8))
        let path = folder + "/" + UUID().uuidString
        try Data(signed.utf8).write(to: URL(fileURLWithPath: path))
        let signature = try Self.openssl(["pkeyutl", "-sign", "-inkey", key.path, "-rawin", "-in", path])
        return signed + "." + Self.base64(signature)
    }

    private static func key(_ path: String) throws -> Key {
        _ = try openssl(["genpkey", "-algorithm", "ed25519", "-out", path])
        // Both encodings end with the 32 bytes of the key.
        let seed = try openssl(["pkey", "-in", path, "-outform", "DER"]).suffix(32)
        let publicKey = try openssl(["pkey", "-in", path, "-pubout", "-outform", "DER"]).suffix(32)
        return Key(path: path, publicKey: Array(publicKey), seed: Array(seed))
    }

    private static func openssl(_ arguments: [String]) throws -> [UInt8] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: try #require(program))
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "openssl \(arguments.joined(separator: " "))")
        return Array(output)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

/// The names of keys: base 32 of a prefix, the key and a check sum (CRC-16, XMODEM).
private enum NKey {
    static func prefix(_ kind: Character) -> UInt8 { ["O": 14 << 3, "A": 0, "U": 20 << 3][kind] ?? 0 }

    static func encode(prefix: [UInt8], _ key: [UInt8]) -> String {
        let bytes = prefix + key
        let sum = checkSum(bytes)
        return base32(bytes + [UInt8(sum & 255), UInt8(sum >> 8)])
    }

    private static func checkSum(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt16 = 0
        for byte in bytes {
            sum ^= UInt16(byte) << 8
            for _ in 0..<8 { sum = sum & 0x8000 != 0 ? sum << 1 ^ 0x1021 : sum << 1 }
        }
        return sum
    }

    private static func base32(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (text, buffer, bits) = ("", UInt32(0), 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[Int(buffer >> UInt32(bits) & 31)])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(letters[Int(buffer << UInt32(5 - bits) & 31)]) }
        return text
    }
}
