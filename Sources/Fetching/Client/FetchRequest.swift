/// One thing to ask a server for, and within which bounds.
public struct FetchRequest: Sendable {
    /// What to fetch: an absolute URL of `http` or `https`; `user:password@` in it is sent to its own host only.
    public var url: String
    /// What to send, as by a form; `nil` asks without sending anything (GET instead of POST).
    ///
    /// Of the redirects only 307 and 308 are followed with a body, which goes along; the others are answers then.
    public var body: Body?
    /// Header fields of the user's own. They go to the URL's own host only, never along with a redirect to another.
    public var headers: [(name: String, value: String)]
    /// The `Accept` header.
    public var accept: String
    /// The validators of the answer that is known, just as the server gave them; the answer may then be a 304 without a body.
    public var etag: String?
    public var lastModified: String?
    /// For the whole of it, redirects included. Not counted are waits for a turn at the site or for a free place, and looking names up,
    /// which has the time of `connectTimeout` at each hop.
    public var timeout: Duration
    /// For reaching the server, TLS included, at each hop.
    public var connectTimeout: Duration
    /// How large the body may be after decoding, in bytes.
    public var maxBytes: Int
    /// Whether a body over `maxBytes` is cut there, and marked so, instead of being an error.
    public var truncates: Bool
    /// How many redirects are followed.
    public var maxRedirects: Int
    /// A proxy as libcurl understands it (`http://host:port`, `socks5h://host:port`); `nil` is none. Names are then looked up by the proxy,
    /// so the addresses behind them are the proxy's to guard.
    public var proxy: String?
    /// A PEM file of certificate authorities that are trusted beside the system's.
    public var caFile: String?

    /// The content of a POST.
    public struct Body: Sendable, Hashable {
        public var contentType: String
        public var bytes: [UInt8]

        public init(contentType: String, bytes: [UInt8]) {
            self.contentType = contentType
            self.bytes = bytes
        }

        /// A web form's fields (`application/x-www-form-urlencoded`).
        public static func form(_ fields: [(name: String, value: String)]) -> Body {
            var bytes: [UInt8] = []
            for (name, value) in fields {
                if !bytes.isEmpty { bytes.append(0x26) }
                encode(name, &bytes)
                bytes.append(0x3d)
                encode(value, &bytes)
            }
            return Body(contentType: "application/x-www-form-urlencoded", bytes: bytes)
        }

        private static func encode(_ text: String, _ bytes: inout [UInt8]) {
            for byte in text.utf8 {
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x2a: bytes.append(byte)
                case 0x20: bytes.append(0x2b)
                default: bytes += [0x25, hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
                }
            }
        }
    }

    public init(
        url: String,
        body: Body? = nil,
        headers: [(name: String, value: String)] = [],
        accept: String = "*/*",
        etag: String? = nil,
        lastModified: String? = nil,
        timeout: Duration = .seconds(30),
        connectTimeout: Duration = .seconds(15),
        maxBytes: Int = 20 << 20,
        truncates: Bool = false,
        maxRedirects: Int = 8,
        proxy: String? = nil,
        caFile: String? = nil
    ) {
        self.url = url
        self.body = body
        self.headers = headers
        self.accept = accept
        self.etag = etag
        self.lastModified = lastModified
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maxBytes = maxBytes
        self.truncates = truncates
        self.maxRedirects = maxRedirects
        self.proxy = proxy
        self.caFile = caFile
    }

    /// What to accept where a feed is expected.
    public static let acceptFeed =
        "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5"
    /// What to accept where a page is expected.
    public static let acceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
}
