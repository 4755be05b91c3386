import Configuration
import Fetching
import Ingest

/// What a command reads: a file, standard input (`-`) or a URL.
enum Source {
    /// Bytes with what is known of them.
    struct Content {
        var bytes: [UInt8]
        var contentType: String?
        var url: String?
    }

    static func isURL(_ text: String) -> Bool { FeedAddress.isFeedAddress(text) }

    /// Reads a file or standard input; never the network.
    static func file(_ path: String) throws -> [UInt8] {
        do { return path == "-" ? LineInput().rest() : try TextFile.read(path) } catch { throw Failure.failed("\(error)") }
    }

    /// Fetches a URL as the daemon would.
    static func fetch(_ url: String, accept: String, settings: Settings) async throws -> Content {
        let client = HTTPClient(
            settings: HTTPClientSettings(
                userAgent: Program.userAgent(contact: settings.contact), guarding: AddressGuard(allowing: settings.allowNetworks)))
        var request = FetchRequest(url: url, accept: accept)
        request.timeout = settings.fetch.timeout
        request.maxBytes = settings.fetch.maxBytes
        request.proxy = settings.fetch.proxy
        request.caFile = settings.fetch.caFile
        let response: FetchResponse
        do throws(FetchError) {
            response = try await client.fetch(request)
        } catch {
            await client.shutdown()
            throw Failure.failed("\(error)")
        }
        await client.shutdown()
        guard (200..<300).contains(response.status) else {
            throw Failure.failed("\(PublicURL.text(url)): the server answers \(response.status)")
        }
        return Content(bytes: response.body, contentType: response.contentType, url: response.finalURL)
    }
}
