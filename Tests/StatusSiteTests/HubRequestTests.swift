import Testing

@testable import StatusSite

@Suite("A request to the callback address of hubs")
struct HubRequestTests {
    private func request(_ head: String) throws -> HubRequest { try HubRequest(head: head.utf8) }

    private func status(_ head: String) -> Int? {
        do {
            _ = try request(head)
            return nil
        } catch let malformation as HubRequest.Malformation {
            return malformation.status
        } catch {
            return nil
        }
    }

    @Test("is known by the last segment of its path, whatever a proxy puts before it")
    func token() throws {
        for target in ["/abc", "/websub/abc", "/websub/abc/", "http://lantern.example/websub/abc", "/abc?hub.mode=x/y"] {
            #expect(try request("GET \(target) HTTP/1.1\r\n\r\n").token == "abc")
        }
        #expect(try request("GET / HTTP/1.1\r\n\r\n").token == "")
    }

    @Test("has its query decoded, and what is not escaped rightly as it is")
    func query() throws {
        let text = "hub.topic=http%3A%2F%2Flantern.example%2F%3Fa%3D1&hub.challenge=a%20b+c=d&x&y=%zz%ff"
        let query = try request("GET /abc?\(text) HTTP/1.1\r\n").query
        #expect(query.map(\.name) == ["hub.topic", "hub.challenge", "x", "y"])
        #expect(query.map(\.value) == ["http://lantern.example/?a=1", "a b+c=d", "", "%zz%ff"])
    }

    @Test("has fields whose names are read in any letters")
    func fields() throws {
        let request = try request("POST /abc HTTP/1.1\r\nX-HUB-Signature:  sha256=0a \r\nEXPECT: 100-Continue\nContent-Length: 12\r\n\r\n")
        #expect(request["x-hub-signature"] == "sha256=0a")
        #expect(request.waitsForConsent && request.method == "POST" && request.framing == .length(12))
        #expect(try self.request("POST /abc HTTP/1.0\r\nTransfer-Encoding: Chunked\r\n\r\n").framing == .chunks)
        #expect(try self.request("POST /abc HTTP/1.0\r\n\r\n").framing == .length(0))
    }

    @Test(
        "that two servers could read differently is refused",
        arguments: [
            "POST /abc HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "POST /abc HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "POST /abc HTTP/1.1\r\nContent-Length: +1\r\n\r\n", "POST /abc HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "POST /abc HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /abc HTTP/1.1\r\nContent-Length : 1\r\n\r\n", "POST /abc HTTP/1.1\r\nContent-Length: 1\r\n 2\r\n\r\n",
            "POST /abc HTTP/1.1\r\nnonsense\r\n\r\n", "POST /abc HTTP/2.0\r\n\r\n", "POST /a b HTTP/1.1\r\n\r\n", "POST /abc\r\n\r\n",
            "\r\n\r\n", "", "\u{0}\u{ff}",
        ])
    func refused(head: String) {
        #expect(status(head) == 400)
    }

    @Test("with a coding that is not known is refused")
    func coding() {
        #expect(status("POST /abc HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n") == 501)
    }
}

@Suite("A body in chunks")
struct ChunkedBodyTests {
    private func read(_ pieces: [String], upTo most: Int = 100) throws -> ChunkedBody {
        var body = ChunkedBody()
        for piece in pieces { try body.take(piece.utf8, upTo: most) }
        return body
    }

    @Test("is put together again, wherever its pieces were cut")
    func whole() throws {
        let bytes = Array("5\r\nMarro\r\n00a;name=\"x\"\r\nw has\r\nmet\r\n0\r\nChecksum: 1\r\n\r\nGET /".utf8)
        for cut in bytes.indices {
            var body = ChunkedBody()
            try body.take(bytes[..<cut], upTo: 15)
            try body.take(bytes[cut...], upTo: 15)
            #expect(body.isComplete && body.body == Array("Marrow has\r\nmet".utf8))
        }
    }

    @Test("is no more than its bound, and is refused before that is reached")
    func bound() throws {
        #expect(try read(["64\r\n", String(repeating: "x", count: 100), "\r\n0\r\n\r\n"]).isComplete)
        for text in ["65\r\n", "7fffffffffffffff\r\n", "32\r\n" + String(repeating: "x", count: 50) + "\r\n33\r\n"] {
            #expect(throws: HubRequest.Malformation.self) { try read([text]) }
        }
    }

    @Test(
        "is refused where it is none",
        arguments: [
            "x\r\n", "\r\n", "+5\r\n", "-5\r\n", "0x5\r\n", "ffffffffffffffff\r\n", "00000000000000005\r\n", "2\r\nabc\r\n",
            String(repeating: "0", count: 999), "1;" + String(repeating: "a", count: 999),
            "0\r\n" + String(repeating: "a: b\r\n", count: 99),
        ])
    func malformed(text: String) {
        #expect(throws: HubRequest.Malformation.self) { try read([text]) }
    }
}
