internal import CCurlShims
internal import CLibCurl
import Synchronization

/// One request and its answer, without redirects: what a hop of a fetch asks libcurl for.
struct Hop: Sendable {
    var address: WebAddress
    /// The addresses that were checked and may be connected to; empty where the host is an address itself or a proxy looks it up.
    var pinned: [IPAddress] = []
    /// Header lines without line ends: `Name: value`.
    var headerLines: [String]
    /// What to POST; `nil` for a GET.
    var body: [UInt8]?
    var user: String?
    var password: String?
    var userAgent: String
    var proxy: String?
    var caFile: String?
    var timeout: Duration
    var connectTimeout: Duration
    var maxBytes: Int
    var truncates: Bool
    var decodes = true
    /// `nil` behind a proxy: then the connection goes to the proxy, wherever that is.
    var guarding: AddressGuard?
}

/// What came back from a hop.
struct HopAnswer: Sendable {
    var status: Int
    var headers: HeaderFields
    var body: [UInt8]
    var isTruncated: Bool
    var address: String
    /// What the body takes of the room for bodies.
    var space: BodySpace
}

/// A hop under way.
///
/// Invariant for `@unchecked Sendable`: all that varies is touched by the loop's thread only, which also runs libcurl's callbacks; other
/// threads use `waiter` and `isCancelled`, and `elapsed` once the waiter has its answer.
final class Transfer: @unchecked Sendable {
    /// Why this side ended the transfer.
    enum Refusal {
        case address(String)
        case tooLarge
        case noRoom
        case headersTooLarge
        case truncated
    }

    /// Bodies of redirects and errors are of little use; no more than this is read of them.
    static let maxErrorBody = 64 << 10

    let hop: Hop
    let settings: HTTPClientSettings
    let waiter = Waiter<Result<HopAnswer, FetchError>>()
    let isCancelled = Atomic(false)

    var easy: UnsafeMutableRawPointer?
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private let callbacks = UnsafeMutablePointer<onrecord_curl_callbacks>.allocate(capacity: 1)
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private(set) var refusal: Refusal?
    private(set) var status = 0
    private var headers = HeaderFields()
    private var headerBytes = 0
    private var headerLines = 0
    private var isBodyNext = false
    private(set) var body: [UInt8] = []
    private(set) var space: BodySpace
    private let room: BodyRoom
    private var windowBytes = 0
    private var start = ContinuousClock.now
    /// From the start to the result, by the loop's own clock: how long the waiting task takes to go on is not the server's fault.
    private(set) var elapsed = Duration.zero

    init(hop: Hop, settings: HTTPClientSettings, room: BodyRoom) {
        self.hop = hop
        self.settings = settings
        self.room = room
        space = BodySpace(in: room)
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        callbacks.initialize(
            to: onrecord_curl_callbacks(body: takeBody, header: takeHeader, may_connect: mayConnect, may_send: maySend, context: nil))
    }

    deinit {
        for list in lists { curl_slist_free_all(list) }
        callbacks.deallocate()
        errorText.deallocate()
    }

    /// Sets a libcurl handle up for this hop. - Returns: false where libcurl won't have it.
    ///
    /// The handle must have nothing set, and is to be reset or cleaned up before this object goes.
    func setUp(_ easy: UnsafeMutableRawPointer) -> Bool {
        self.easy = easy
        start = .now
        callbacks.pointee.context = Unmanaged.passUnretained(self).toOpaque()
        let set = EasyOptions(easy: easy)
        set[CURLOPT_ERRORBUFFER] = UnsafeMutableRawPointer(errorText)
        set[CURLOPT_URL] = hop.address.text
        set[CURLOPT_PROTOCOLS_STR] = "http,https"
        set[CURLOPT_FOLLOWLOCATION] = 0
        set[CURLOPT_NOSIGNAL] = 1
        set[CURLOPT_USERAGENT] = hop.userAgent
        set[CURLOPT_HTTP_VERSION] = Int(CURL_HTTP_VERSION_2TLS)
        // Waits for a connection under way that may turn out to be HTTP/2; without TLS that would be known only after its first answer.
        set[CURLOPT_PIPEWAIT] = hop.address.isSecure ? 1 : 0
        // An empty string asks for every coding that libcurl can undo. The bytes that are counted are the decoded ones.
        set[CURLOPT_ACCEPT_ENCODING] = hop.decodes ? "" : nil
        set[CURLOPT_HTTP_CONTENT_DECODING] = hop.decodes ? 1 : 0
        set[CURLOPT_TIMEOUT_MS] = hop.timeout.curlTimeout
        set[CURLOPT_CONNECTTIMEOUT_MS] = min(hop.connectTimeout, hop.timeout).curlTimeout
        set[CURLOPT_LOW_SPEED_LIMIT] = settings.lowSpeedBytes
        set[CURLOPT_LOW_SPEED_TIME] = settings.lowSpeedTime
        // Without these two, http_proxy and no_proxy of the environment would lead around the guard.
        set[CURLOPT_PROXY] = hop.proxy ?? ""
        set[CURLOPT_NOPROXY] = ""
        set[CURLOPT_SUPPRESS_CONNECT_HEADERS] = 1
        if let caFile = hop.caFile { set[CURLOPT_CAINFO] = caFile }
        if let user = hop.user {
            set[CURLOPT_HTTPAUTH] = Int(basicAuthentication)
            set[CURLOPT_USERNAME] = user
            set[CURLOPT_PASSWORD] = hop.password ?? ""
        }
        if let body = hop.body {
            // The size first: it says how much is to be copied.
            set[CURLOPT_POSTFIELDSIZE] = body.count
            body.withUnsafeBytes {
                set[CURLOPT_COPYPOSTFIELDS] = UnsafeMutableRawPointer(mutating: $0.baseAddress ?? UnsafeRawPointer(errorText))
            }
        }
        set[CURLOPT_HTTPHEADER] = list(hop.headerLines)
        if !hop.pinned.isEmpty {
            let addresses = hop.pinned.map { $0.isIPv4 ? $0.description : "[\($0)]" }.joined(separator: ",")
            // "+": the entry ages like any other, so that the cache of names does not grow for ever.
            set[CURLOPT_RESOLVE] = list(["+\(hop.address.host):\(hop.address.port):\(addresses)"])
        }
        let code = onrecord_curl_set_callbacks(easy, callbacks)
        return set.failed == nil && code == 0
    }

    /// Gives libcurl's handle away, which must have left the multi handle before.
    func takeHandle() -> UnsafeMutableRawPointer? {
        defer { easy = nil }
        return easy
    }

    /// What the transfer has come to.
    ///
    /// - Parameter code: libcurl's result.
    func result(_ code: CURLcode) -> Result<HopAnswer, FetchError> {
        elapsed = .now - start
        switch refusal {
        case .truncated?: return .success(answer(isTruncated: true))
        case .noRoom?: break
        // One address may have been refused and another one have answered.
        default: if code == CURLE_OK { return .success(answer(isTruncated: false)) }
        }
        errorText[Int(CURL_ERROR_SIZE) - 1] = 0
        return .failure(failure(code, detail: String(cString: errorText)))
    }

    private func answer(isTruncated: Bool) -> HopAnswer {
        let peer = easy.flatMap { onrecord_curl_get_string($0, Int32(CURLINFO_PRIMARY_IP.rawValue)) }.map { String(cString: $0) } ?? ""
        space.take(body.capacity, isKept: true)
        // Whoever has the answer says from now on how long they are needed.
        defer { (body, space) = ([], BodySpace(in: room)) }
        return HopAnswer(
            status: status, headers: headers, body: body, isTruncated: isTruncated, address: hop.guarding == nil ? "" : peer, space: space)
    }

    private func list(_ lines: [String]) -> UnsafeMutableRawPointer? {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else { break }
            list = longer
        }
        if let list { lists.append(list) }
        return UnsafeMutableRawPointer(list)
    }

    // MARK: Called by libcurl, on the loop's thread

    fileprivate func take(headerLine line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        headerLines += 1
        guard headerBytes <= settings.maxHeaderBytes, headerLines <= settings.maxHeaderLines else {
            refusal = .headersTooLarge
            return false
        }
        if line.starts(with: "HTTP/".utf8), !isBodyNext || status < 200 {
            // Each status line begins anew: what came before was an interim answer (100, 103).
            headers = HeaderFields()
            let code = line.drop { $0 != 0x20 }.drop { $0 == 0x20 }.prefix { (0x30...0x39).contains($0) }
            status = code.count == 3 ? code.reduce(0) { $0 * 10 + Int($1 - 0x30) } : 0
            isBodyNext = false
        } else if line.first == 0x0d || line.first == 0x0a {
            isBodyNext = true
            return checkAnnouncedLength()
        } else if !isBodyNext {
            headers.append(line: line)
        }
        return true
    }

    private func checkAnnouncedLength() -> Bool {
        guard status < 300, status >= 200, !hop.truncates, let length = headers["content-length"].flatMap({ Int($0) }),
            length > hop.maxBytes
        else { return true }
        refusal = .tooLarge
        return false
    }

    fileprivate func take(body bytes: UnsafeRawBufferPointer) -> Bool {
        let isWanted = (200..<300).contains(status)
        let bound = isWanted ? hop.maxBytes : min(hop.maxBytes, Self.maxErrorBody)
        let piece = bytes.prefix(max(0, bound - body.count))
        if piece.count < bytes.count, isWanted, !hop.truncates {
            refusal = .tooLarge
            body = []
            return false
        }
        // Given up while another one looked for room.
        guard refusal == nil, grow(by: piece.count, bound: bound) else { return false }
        body.append(contentsOf: piece)
        if piece.count < bytes.count { refusal = .truncated }
        return refusal == nil
    }

    /// Sees to it that so many bytes more fit, and no more memory is taken than the body may need.
    private func grow(by count: Int, bound: Int) -> Bool {
        let needed = body.count + count
        guard needed > body.capacity else { return true }
        let coding = headers["content-encoding"]?.lowercased()
        let announced = coding == nil ? headers["content-length"].flatMap { Int($0) } : nil
        let most = min(bound, max(announced ?? bound, needed))
        let capacity = max(needed, min(most, max(2 * body.capacity, 16 << 10)))
        // Their decoders keep about as much of the body once more, as long as it comes.
        if let coding, coding.contains("br") || coding.contains("zstd") { windowBytes = capacity }
        room.fit(self, taking: capacity + windowBytes)
        guard refusal == nil else { return false }
        body.reserveCapacity(capacity)
        return true
    }

    /// Frees what has come of the body, for the sake of the others.
    ///
    /// - Parameter isAtWork: whether a piece of this very body has just come; the answer to it ends the decoder, too.
    func giveUp(isAtWork: Bool) {
        refusal = .noRoom
        body = []
        space.take(isAtWork ? 0 : windowBytes)
    }

    /// Frees what has come of the body of a transfer that has ended.
    func letGo() {
        body = []
        space.take(0)
    }

    fileprivate func allows(_ address: IPAddress?) -> Bool {
        guard let guarding = hop.guarding else { return true }
        guard let address else { return false }
        if guarding.allows(address) { return true }
        refusal = .address(address.description)
        return false
    }
}

/// Sets options of a libcurl handle, and remembers whether one was refused.
private final class EasyOptions {
    private let easy: UnsafeMutableRawPointer
    private(set) var failed: CURLoption?

    init(easy: UnsafeMutableRawPointer) { self.easy = easy }

    subscript(option: CURLoption) -> Int {
        get { 0 }
        set { check(option, onrecord_curl_set_long(easy, Int32(option.rawValue), newValue)) }
    }

    subscript(option: CURLoption) -> String? {
        get { nil }
        set { check(option, onrecord_curl_set_string(easy, Int32(option.rawValue), newValue)) }
    }

    subscript(option: CURLoption) -> UnsafeMutableRawPointer? {
        get { nil }
        set { check(option, onrecord_curl_set_pointer(easy, Int32(option.rawValue), newValue)) }
    }

    private func check(_ option: CURLoption, _ code: Int32) {
        if code != 0 { failed = option }
    }
}

extension Duration {
    /// Whole milliseconds as libcurl takes a timeout: at least one, at most a day.
    var curlTimeout: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0 else { return 1 }
        return max(1, Int(min(seconds, 86_400)) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}

/// `CURLAUTH_BASIC` is a macro with a cast, which Swift does not see.
private let basicAuthentication: UInt = 1

private nonisolated func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private nonisolated func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?)
    -> Int
{
    let length = size * count
    return transfer(context)?.take(body: UnsafeRawBufferPointer(start: bytes, count: length)) == true ? length : length &+ 1
}

private nonisolated func takeHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?)
    -> Int
{
    let length = size * count
    return transfer(context)?.take(headerLine: UnsafeRawBufferPointer(start: bytes, count: length)) == true ? length : length &+ 1
}

private nonisolated func mayConnect(_ context: UnsafeMutableRawPointer?, _ address: UnsafePointer<sockaddr>?, _ length: UInt32) -> Int32 {
    transfer(context)?.allows(address.flatMap { IPAddress(socketAddress: $0, length: Int(length)) }) == true ? 1 : 0
}

private nonisolated func maySend(_ context: UnsafeMutableRawPointer?, _ peer: UnsafePointer<CChar>?) -> Int32 {
    transfer(context)?.allows(peer.flatMap { IPAddress(String(cString: $0)) }) == true ? 1 : 0
}
