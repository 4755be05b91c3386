import FlyingSocks
import Foundation
import Glibc

/// Where to listen, as the configuration writes it: `127.0.0.1:8390`, `[::1]:8390`, `localhost:8390`, `:8390`.
enum ListenAddress {
    static func parse(_ listen: String) throws -> any SocketAddress {
        guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]) else {
            throw StatusError(message: "\"\(listen)\" is no host and port")
        }
        let host = listen[..<colon].filter { $0 != "[" && $0 != "]" }
        if host == "localhost" { return try .inet(ip4: "127.0.0.1", port: port) }
        return host.contains(":") ? try .inet6(ip6: host, port: port) : try .inet(ip4: host.isEmpty ? "0.0.0.0" : host, port: port)
    }

    /// Why nobody can listen there, and what to do.
    ///
    /// - Parameter table: of the configuration, in which `listen` stands.
    static func explain(_ error: any Error, _ listen: String, table: String) -> String {
        guard case SocketError.failed(_, let code, let message) = error else { return "\(error)" }
        return switch code {
        case EADDRINUSE: "another program has \(listen); change [\(table)] listen"
        case EADDRNOTAVAIL: "this machine has no address \(listen); change [\(table)] listen"
        case EACCES: "the system lets only root listen at \(listen); change [\(table)] listen"
        default: message
        }
    }
}
