import Foundation

/// What one path of the site gives, with its validators (RFC 9110, section 8.8).
struct Resource: Sendable {
    var contentType: String
    var body: String
    var modified: Date

    /// A strong entity tag: the FNV-1a hash of the bytes.
    var entityTag: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in body.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "\"\(String(hash, radix: 16))\""
    }
}
