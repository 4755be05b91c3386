/// What holds for all requests of a client.
public struct HTTPClientSettings: Sendable {
    /// The `User-Agent`: says who asks, and where to read more.
    public var userAgent: String
    /// Which addresses may be connected to.
    public var guarding: AddressGuard
    /// How many transfers run at once; more wait for their turn.
    public var maxTransfers: Int
    /// How many idle connections are kept for the next request.
    public var maxIdleConnections: Int
    /// How many names are looked up at once.
    public var maxLookups: Int
    /// A transfer slower than `lowSpeedBytes` a second for `lowSpeedTime` seconds is given up.
    public var lowSpeedBytes: Int
    public var lowSpeedTime: Int
    /// How many bytes of memory the bodies of all answers may take together, until nobody needs them any more. Where that is not enough, the
    /// largest that is still coming is given up, but for small ones. One body alone may be as large as its request allows.
    public var bodyRoom: Int
    /// How many bytes of header lines one answer may have, and how many lines.
    public var maxHeaderBytes: Int
    public var maxHeaderLines: Int
    /// How names are looked up: the system's resolver, or a stand-in of a test.
    var lookup: @Sendable (String) -> LookupResult

    public init(
        userAgent: String,
        guarding: AddressGuard = AddressGuard(),
        maxTransfers: Int = 256,
        maxIdleConnections: Int = 128,
        maxLookups: Int = 24
    ) {
        self.userAgent = userAgent
        self.guarding = guarding
        self.maxTransfers = maxTransfers
        self.maxIdleConnections = maxIdleConnections
        self.maxLookups = maxLookups
        lowSpeedBytes = 100
        lowSpeedTime = 20
        bodyRoom = 256 << 20
        maxHeaderBytes = 256 << 10
        maxHeaderLines = 512
        lookup = { systemLookup($0) }
    }
}
