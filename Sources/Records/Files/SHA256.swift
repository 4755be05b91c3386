internal import CDigest

/// A running SHA-256 (FIPS 180-4).
public struct SHA256: ~Copyable {
    private let hash: OpaquePointer

    public init() {
        guard let hash = onrecord_sha256_new() else { preconditionFailure("no memory for a digest context") }
        self.hash = hash
    }

    deinit { onrecord_sha256_free(hash) }

    /// Takes in more bytes.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            let done = onrecord_sha256_update(hash, buffer.baseAddress, buffer.count)
            precondition(done == 1, "a digest over memory cannot fail")
        }
    }

    /// The 32 bytes of the sum over what was taken in so far.
    public borrowing func sum() -> [UInt8] {
        var sum = [UInt8](repeating: 0, count: 32)
        let done = onrecord_sha256_sum(hash, &sum)
        precondition(done == 1, "a digest over memory cannot fail")
        return sum
    }

    /// The sum of some strings, each ended by a NUL so that ("ab", "c") and ("a", "bc") differ.
    public static func sum(of parts: String...) -> [UInt8] {
        var hash = SHA256()
        for part in parts {
            hash.update(Array(part.utf8))
            hash.update([0])
        }
        return hash.sum()
    }

    /// The sum of some bytes.
    public static func sum(of bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.sum()
    }
}

extension Sequence where Element == UInt8 {
    /// Lower-case hexadecimal digits, two a byte.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
