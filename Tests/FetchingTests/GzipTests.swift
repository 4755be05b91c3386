import Testing

@testable import Fetching

@Suite struct GzipTests {
    /// A gzip file with such flags and header fields around deflate data.
    static func file(_ data: [UInt8], flags: UInt8 = 0, fields: [UInt8] = []) -> [UInt8] {
        [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3] + fields + data + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    /// "hello" in a stored block.
    static let stored: [UInt8] = [1, 5, 0, 0xfa, 0xff] + Array("hello".utf8)
    /// "hello hello hello hello\n" with fixed codes, as zlib writes it.
    static let fixed: [UInt8] = [0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x27, 0xb9, 0x00]
    /// Forty short items with codes of their own, as zlib writes them.
    static let dynamic: [UInt8] = hex(
        """
        75d02b0e02510c4661cf66b87db7c9cdac06c4081cfb0f8321411c53f19fa4e2dbe7fbf93af6f938d6be5ff73adfe1b67ffb \
        c840696b281505252ba1c4041571286e06c542a168091419329045064a04e344d04904d544508b085289209c083c89c09a08 \
        749040c8408c0c8208a688a087085a88a08c083288208a08bc89c017119812813a1948a2011110c0a8e2ab7f800f
        """)

    @Test func `stored blocks, fixed codes and codes of their own are understood`() throws {
        #expect(try Gunzip.unpack(Self.file(Self.stored), bound: 100) == Array("hello".utf8))
        #expect(try Gunzip.unpack(Self.file(Self.fixed), bound: 100) == Array("hello hello hello hello\n".utf8))
        let text = String(decoding: try Gunzip.unpack(Self.file(Self.dynamic), bound: 10_000), as: UTF8.self)
        #expect(text == (0..<40).map { "<item><id>\($0 * 7919 % 1000)</id></item>\n" }.joined())
    }

    @Test func `optional header fields are passed over, and several members are one text`() throws {
        let fields: [UInt8] = [2, 0, 9, 9] + Array("name\0comment\0".utf8) + [1, 2]
        let first = Self.file(Self.stored, flags: 2 | 4 | 8 | 16, fields: fields)
        #expect(try Gunzip.unpack(first + Self.file(Self.stored), bound: 100) == Array("hellohello".utf8))
        #expect(try Gunzip.unpack(first + [UInt8](repeating: 0, count: 40), bound: 100) == Array("hello".utf8))
    }

    @Test func `no member takes anything from the one before it`() throws {
        // A length of three from one byte back, with fixed codes.
        let reaching = Self.file([0x03, 0x02, 0x00])
        #expect(throws: Inflate.Failure.malformed) { try Gunzip.unpack(reaching, bound: 100) }
        #expect(throws: Inflate.Failure.malformed) { try Gunzip.unpack(Self.file(Self.stored) + reaching, bound: 100) }
    }

    @Test(.timeLimit(.minutes(1))) func `a file of very many members takes no longer than one as large`() throws {
        let member = Self.file(Self.stored)
        let bytes = Array(repeatElement(member, count: 200_000).joined())
        #expect(try Gunzip.unpack(bytes, bound: 20 << 20).count == 1_000_000)
        #expect(throws: Inflate.Failure.tooLarge) { try Gunzip.unpack(bytes, bound: 999_999) }
    }

    @Test func `what comes out is bounded`() {
        #expect(throws: Inflate.Failure.tooLarge) { try Gunzip.unpack(Bomb.gzip(zeros: 1 << 20), bound: 1 << 16) }
        #expect(throws: Inflate.Failure.tooLarge) { try Gunzip.unpack(Self.file(Self.stored), bound: 4) }
    }

    @Test func `no cut or changed file does any harm`() throws {
        let whole = Self.file(Self.dynamic)
        for end in 0..<(whole.count - 8) {
            #expect(throws: Inflate.Failure.malformed) { try Gunzip.unpack(Array(whole[..<end]), bound: 10_000) }
        }
        var random = SplitMix(state: 7)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<3 { bytes[10 + Int(random.next() % UInt64(bytes.count - 10))] = UInt8(truncatingIfNeeded: random.next()) }
            _ = try? Gunzip.unpack(bytes, bound: 10_000)
        }
    }

    @Test func `a gzip file without a content coding is unpacked, within its bound`() async throws {
        let server = try TestServer { request in
            request.path == "/bomb"
                ? .answer(200, body: Bomb.gzip(zeros: 1 << 20))
                : .answer(200, ["Content-Type: application/gzip"], body: Self.file(Self.fixed))
        }
        let client = loopbackClient()
        let response = try await client.fetch(FetchRequest(url: server.url("/sitemap.xml.gz")))
        #expect(response.body == Array("hello hello hello hello\n".utf8))
        #expect(await failure(client, FetchRequest(url: server.url("/bomb"), maxBytes: 1 << 16)) == .tooLarge)
    }

    @Test func `a coding that is named and not used is asked for again in bare bytes`() async throws {
        let server = try TestServer { _ in .answer(200, ["Content-Encoding: gzip"], text: "<rss/>") }
        let response = try await loopbackClient().fetch(FetchRequest(url: server.url()))
        #expect(response.body == Array("<rss/>".utf8))
        #expect(server.requests.map { $0.headers["accept-encoding"] }.last == "identity")
        #expect(server.requests.count == 2)
    }

    /// "hello" in every coding that libcurl knows; deflate as the standard has it, and bare as some servers send it.
    static let codings: [(String, [UInt8])] = [
        ("gzip", Array(file(stored).dropLast(8)) + [0x86, 0xa6, 0x10, 0x36, 5, 0, 0, 0]),
        ("deflate", [0x78, 0x01] + stored + [0x06, 0x2c, 0x02, 0x15]), ("deflate", stored),
        ("br", hex("0b0280") + Array("hello".utf8) + [0x03]), ("zstd", hex("28b52ffd2005290000") + Array("hello".utf8)),
    ]

    @Test(arguments: codings) func `a coding that the user's own header fields rule out is undone all the same`(
        coding: String, body: [UInt8]
    ) async throws {
        let server = try TestServer { _ in .answer(200, ["Content-Encoding: \(coding)"], body: body) }
        let request = FetchRequest(url: server.url(), headers: [("Accept-Encoding", "identity")])
        #expect(try await loopbackClient().fetch(request).body == Array("hello".utf8))
        #expect(server.requests.map { $0.headers["accept-encoding"] } == ["identity"])
    }

    @Test(arguments: codings) func `a coding that is broken, and used again where bare bytes were asked for, is an error`(
        coding: String, body: [UInt8]
    ) async throws {
        // Some servers send what they have whatever is asked for.
        let broken = (coding == "gzip" ? Array(body.prefix(10)) : []) + [0xff, 0x07, 0xff, 0xff, 0xff] + body
        let server = try TestServer { _ in .answer(200, ["Content-Encoding: \(coding)"], body: broken) }
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url())) == .badEncoding)
        #expect(server.requests.map { $0.headers["accept-encoding"] }.last == "identity")
    }

    @Test(arguments: ["identity", "none", "utf-8", "br", "zstd", "deflate", "gzip", "x-unheard-of"])
    func `a coding that is only named does no harm`(coding: String) async throws {
        let texts = ["<rss version=\"2.0\">", "{\"version\": ", "  \n\t<html>", "\u{feff}<feed/>", "<p>Gr\u{fc}n"].map {
            $0 + String(repeating: " and more of it", count: 40)
        }
        let server = try TestServer { .answer(200, ["Content-Encoding: \(coding)"], text: texts[Int($0.path.dropFirst()) ?? 0]) }
        let client = loopbackClient()
        for (index, text) in texts.enumerated() {
            #expect(try await client.fetch(FetchRequest(url: server.url("/\(index)"))).body == Array(text.utf8))
        }
    }

    @Test func `a compressed body that was not asked for is unpacked, twice over if need be`() async throws {
        let twice = Self.file(
            [1, UInt8(Self.file(Self.stored).count), 0, ~UInt8(Self.file(Self.stored).count), 0xff] + Self.file(Self.stored))
        let server = try TestServer {
            $0.path == "/once" ? .answer(200, ["Content-Encoding: gzip"], body: Self.file(Self.stored)) : .answer(200, body: twice)
        }
        let client = loopbackClient()
        #expect(try await client.fetch(FetchRequest(url: server.url("/once"))).body == Array("hello".utf8))
        #expect(try await client.fetch(FetchRequest(url: server.url("/twice"))).body == Self.file(Self.stored))
    }
}

/// Bytes from hexadecimal digits; spaces between them are passed over.
func hex(_ digits: String) -> [UInt8] {
    let digits = digits.utf8.filter { $0 != 0x20 }
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
}

/// A repeatable source of random numbers (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
