import Glibc

/// How one request is to behave towards the site it asks.
public struct Manners: Sendable {
    public var limits: SiteLimits
    /// Whether robots.txt is asked first and obeyed, at each hop: for pages. A feed is published for programs to fetch.
    public var obeysRobots: Bool
    /// A site that asked to be left alone for longer than this is not waited for: the fetch fails with `onHold`.
    public var patience: Duration
    /// Asked when the request's turn has come, and by `SiteGate.reconsider`: where it says no, the fetch ends as cancelled.
    public var mayBegin: (@Sendable () -> Bool)?

    public init(
        limits: SiteLimits = SiteLimits(), obeysRobots: Bool, patience: Duration = .seconds(60), mayBegin: (@Sendable () -> Bool)? = nil
    ) {
        self.limits = limits
        self.obeysRobots = obeysRobots
        self.patience = patience
        self.mayBegin = mayBegin
    }
}

/// Fetches in turn at each site, by robots.txt, and leaves a site alone when it asks for that: what the daemon fetches by.
public final class PoliteClient: Sendable {
    public let client: HTTPClient
    public let gate: SiteGate
    public let robots: RobotsCache

    public init(client: HTTPClient, gate: SiteGate = SiteGate(), robots: RobotsCache = RobotsCache()) {
        self.client = client
        self.gate = gate
        self.robots = robots
    }

    /// Fetches a URL, each hop in its turn.
    ///
    /// An answer that asks to come back later (``RateLimit``) holds the whole site back for that time.
    ///
    /// - Throws: what `HTTPClient.fetch` throws, and `robots` and `onHold`.
    public func fetch(_ request: FetchRequest, manners: Manners) async throws(FetchError) -> FetchResponse {
        let response = try await client.fetch(request, gate: Turnstile(owner: self, request: request, manners: manners))
        // The body may say what the header fields, which the gate has seen, did not.
        if response.status == 403, let address = WebAddress(response.finalURL),
            let hold = RateLimit.wait(status: 403, headers: response.headers, body: response.body, now: Int64(time(nil)))
        {
            gate.hold(Site.key(for: address), for: hold)
        }
        return response
    }

    /// The gate that one fetch's hops pass.
    private struct Turnstile: HopGate {
        let owner: PoliteClient
        let request: FetchRequest
        let manners: Manners

        func enter(_ address: WebAddress) async throws(FetchError) {
            // A crawl delay that is known holds for feeds and for robots.txt itself too.
            var crawlDelay = owner.robots.knownCrawlDelay(of: address)
            if manners.obeysRobots {
                let verdict = try await owner.robots.verdict(for: address) { await fetchRobots($0, for: address) }
                guard verdict.isAllowed else {
                    guard let trouble = verdict.trouble else { throw FetchError(.robots, at: address, message: "robots.txt forbids it") }
                    throw FetchError(
                        .robotsUnreachable, at: address, message: "robots.txt can't be had, so nothing may be fetched for now: \(trouble)")
                }
                crawlDelay = verdict.crawlDelay
            }
            let limits = manners.limits.raised(toCrawlDelay: crawlDelay)
            do throws(SiteGate.Refusal) {
                try await owner.gate.enter(
                    Site.key(for: address), limits: limits, patience: manners.patience, isWanted: manners.mayBegin)
            } catch {
                switch error {
                case .cancelled: throw FetchError(.cancelled, at: address, message: "cancelled")
                case .onHold(let left):
                    throw FetchError(
                        .onHold(left), at: address, message: "the site asked to be left alone for \(left.components.seconds) s more")
                }
            }
            // The turn may have been waited for long.
            if let mayBegin = manners.mayBegin, !mayBegin() {
                owner.gate.leave(Site.key(for: address))
                throw FetchError(.cancelled, at: address, message: "cancelled")
            }
        }

        func leave(_ address: WebAddress, status: Int?, headers: HeaderFields?) {
            let site = Site.key(for: address)
            if let status, let headers, let hold = RateLimit.wait(status: status, headers: headers, now: Int64(time(nil))) {
                owner.gate.hold(site, for: hold)
            }
            owner.gate.leave(site)
        }

        /// Asks for a robots.txt, in turn like any other request.
        private func fetchRobots(_ url: String, for page: WebAddress) async -> Result<RobotsPolicy.Outcome, FetchError> {
            var robots = FetchRequest(url: url, accept: "text/plain, */*;q=0.5", timeout: min(request.timeout, .seconds(20)))
            robots.maxBytes = RobotsRules.maximumBytes
            robots.truncates = true
            robots.maxRedirects = 5
            robots.proxy = request.proxy
            robots.caFile = request.caFile
            var manners = manners
            manners.obeysRobots = false
            do throws(FetchError) {
                let response = try await owner.fetch(robots, manners: manners)
                return .success(.answer(status: response.status, body: response.body))
            } catch {
                switch error.kind {
                // These are as true of the page itself, and said better without robots.txt.
                case .cancelled, .onHold, .addressNotAllowed, .unresolvable:
                    return .failure(FetchError(error.kind, url: page.text, message: error.message))
                case .tooManyRedirects, .protocolNotAllowed, .malformedURL: return .success(.lostInRedirects)
                default: return .success(.unreachable(reason: error.message))
                }
            }
        }
    }
}
