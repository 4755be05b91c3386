/// Why no article could be read from a page's bytes.
public struct ArticleError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong.
    public struct Code: RawRepresentable, Sendable, Equatable {
        public var rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The bytes are an image, an archive or another format, whatever their header said.
        public static let notHTML = Code(rawValue: "not_html")
        /// There is nothing in the page.
        public static let empty = Code(rawValue: "empty")
    }

    public var code: Code
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
