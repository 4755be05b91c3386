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

    /// What it is called in messages: a URL without its secrets.
    static func name(_ source: String) -> String { isURL(source) ? PublicURL.text(source) : source }

    /// Reads a file, standard input or a URL.
    ///
    /// - Parameters:
    ///   - contentType: is believed rather than what the server says.
    ///   - url: the address that counts, whatever was read.
    static func read(
        _ source: String, accept: String, contentType: String? = nil, url: String?, _ configuration: ConfigurationOption
    ) async throws -> Content {
        guard isURL(source) else { return Content(bytes: try file(source), contentType: contentType, url: url) }
        var content = try await fetch(source, accept: accept, settings: try configuration.loadIfPresent())
        content.contentType = contentType ?? content.contentType
        content.url = url ?? content.url
        return content
    }

    /// Reads a file or standard input; never the network.
    static func file(_ path: String) throws -> [UInt8] {
        do { return path == "-" ? LineInput().rest() : try TextFile.read(path) } catch { throw Failure.failed("\(error)") }
    }

    /// Fetches a URL as the daemon would.
    ///
    /// - Throws: the exit status 1 with a message where it cannot be had.
    static func fetch(_ url: String, accept: String, settings: Settings) async throws -> Content {
        do { return try await fetched(url, accept: accept, settings: settings) } catch { throw Failure.failed("\(error)") }
    }

    /// Fetches a URL as the daemon would.
    static func fetched(_ url: String, accept: String, settings: Settings) async throws(Problem) -> Content {
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
            throw Problem("\(error)")
        }
        await client.shutdown()
        guard (200..<300).contains(response.status) else {
            throw Problem("\(PublicURL.text(url)): the server answers \(response.status)")
        }
        return Content(bytes: response.body, contentType: response.contentType, url: response.finalURL)
    }
}
