import Foundation

/// A server that negotiates HTTP/2 over TLS, waits for the first request and then sends the given frames; `openssl` does the TLS.
final class HTTP2Server {
    let port: Int
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Types of frames (RFC 9113 section 6).
    enum Frame {
        static func bytes(type: UInt8, flags: UInt8 = 0, stream: UInt8 = 0, _ payload: [UInt8] = []) -> [UInt8] {
            let length = payload.count
            return [UInt8(length >> 16 & 255), UInt8(length >> 8 & 255), UInt8(length & 255), type, flags, 0, 0, 0, stream] + payload
        }

        static let settings = bytes(type: 4)
        /// ":status: 200" (index 8 of the static table), and no end of the stream.
        static let answer = bytes(type: 1, flags: 4, stream: 1, [0x88])
        static func data(_ text: String, isLast: Bool) -> [UInt8] { bytes(type: 0, flags: isLast ? 1 : 0, stream: 1, [UInt8](text.utf8)) }
        static func reset(_ code: UInt8) -> [UInt8] { bytes(type: 3, stream: 1, [0, 0, 0, code]) }
        static func goAway(last: UInt8, _ code: UInt8) -> [UInt8] { bytes(type: 7, [0, 0, 0, last, 0, 0, 0, code]) }
    }

    /// - Parameter frames: sent in one piece once the request has come, behind the settings.
    init(_ authority: TestAuthority, certificate: String, frames: [[UInt8]]) throws {
        // A client that is done closes the connection, and openssl then its input.
        signal(SIGPIPE, SIG_IGN)
        // Below the ports that the system deals out, so that no other server of these tests can come in between.
        port = .random(in: 20_000..<32_000)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "\(certificate).pem", "-key", "\(certificate).key", "-alpn", "h2",
            "-quiet",
        ]
        process.currentDirectoryURL = authority.folder
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let (reading, writing) = (output.fileHandleForReading, input.fileHandleForWriting)
        Thread.detachNewThread {
            var seen: [UInt8] = []
            // The preface has 24 bytes, then come frames; the request's is of type 1.
            while let piece = Optional(reading.availableData), !piece.isEmpty {
                seen += piece
                var position = 24
                while position + 9 <= seen.count, seen[position + 3] != 1 {
                    position += 9 + Int(seen[position]) << 16 + Int(seen[position + 1]) << 8 + Int(seen[position + 2])
                }
                guard position + 9 <= seen.count else { continue }
                try? writing.write(contentsOf: Data(([Frame.settings] + frames).joined()))
                break
            }
            while let piece = Optional(reading.availableData), !piece.isEmpty {}
        }
    }

    /// Whether it still serves, or is about to.
    var isRunning: Bool { process.isRunning }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
