import FlyingFox
import FlyingSocks
import Foundation
import Testing

@testable import DemoSite

@Suite struct ServingTests {
    let resource = Resource(contentType: "text/plain", body: "tide", modified: Date(timeIntervalSince1970: 1_772_357_400))

    func answer(_ method: HTTPMethod = .GET, _ path: String = "/a", _ headers: [HTTPHeader: String] = [:]) -> HTTPResponse {
        Responder(resources: ["/a": resource])
            .response(to: HTTPRequest(method: method, version: .http11, path: path, query: [], headers: headers, body: Data()))
    }

    @Test func givesAResourceWithItsValidators() async throws {
        let response = answer()
        #expect(response.statusCode == .ok)
        #expect(response.headers[.eTag] == resource.entityTag)
        #expect(response.headers[.lastModified] == "Sun, 01 Mar 2026 09:30:00 GMT")
        #expect(try await response.bodyData == Data("tide".utf8))
    }

    @Test func answers304ToTheTagThatItGave() async throws {
        let response = answer(.GET, "/a", [HTTPHeader("If-None-Match"): resource.entityTag])
        #expect(response.statusCode == .notModified)
        #expect(try await response.bodyData.isEmpty)
    }

    @Test func answers304ToTheDateThatItGave() {
        let same = answer(.GET, "/a", [.ifModifiedSince: "Sun, 01 Mar 2026 09:30:00 GMT"])
        #expect(same.statusCode == .notModified)
        #expect(answer(.GET, "/a", [.ifModifiedSince: "Sat, 28 Feb 2026 09:30:00 GMT"]).statusCode == .ok)
    }

    @Test func anotherTagOverrulesTheSameDate() {
        let headers = [HTTPHeader("If-None-Match"): "\"else\"", .ifModifiedSince: "Sun, 01 Mar 2026 09:30:00 GMT"]
        #expect(answer(.GET, "/a", headers).statusCode == .ok)
    }

    @Test func knowsNoOtherPathsOrMethods() {
        #expect(answer(.GET, "/b").statusCode == .notFound)
        #expect(answer(.POST).statusCode == .methodNotAllowed)
    }

    @Test func servesItsFeedsOverTheLoopbackInterfaceUntilItIsStopped() async throws {
        let site = try await DemoSite()
        #expect(site.feeds.count == 3)
        #expect(site.articleCount == 9)
        let port = try #require(UInt16(site.origin.split(separator: ":").last ?? ""))
        let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: port)
        var client = HTTPClient()
        let request = HTTPRequest(method: .GET, version: .http11, path: "/courier/rss.xml", query: [], headers: [:], body: Data())
        let response = try await client.sendHTTPRequest(request, to: address)
        #expect(response.statusCode == .ok)
        #expect(response.headers[.contentType] == "application/rss+xml; charset=utf-8")
        #expect(String(decoding: try await response.bodyData, as: UTF8.self).contains("<rss version=\"2.0\""))
        await site.stop()
        await #expect(throws: (any Error).self) {
            var late = HTTPClient()
            _ = try await late.sendHTTPRequest(request, to: address)
        }
    }
}
