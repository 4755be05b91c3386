import ArgumentParser
import Glibc
import JSONText

/// The `--jsonl` form of a command: objects in on standard input, objects out in the same order, one a line each.
enum JSONLines {
    /// One line of input.
    struct Request {
        let id: JSONValue
        private let object: JSONValue

        init(id: JSONValue, object: JSONValue) {
            self.id = id
            self.object = object
        }

        func string(_ name: String) -> String? { object[name]?.string }
    }

    /// Answers every line; one that cannot be done answers `{"id","error"}` and the rest goes on.
    ///
    /// - Parameter answer: the JSON object of the command's single form.
    static func run(_ answer: (Request) throws -> [UInt8]) {
        let input = LineInput()
        // On a terminal the answers are progress enough.
        var progress = Progress("lines", isShown: !Console.outputIsTerminal)
        var done = 0
        defer { progress.end() }
        while let line = input.next() {
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { continue }
            done += 1
            progress.reach(done, of: nil)
            var id = JSONValue.null
            do {
                let object = try JSONValue(parsing: line)
                guard case .object = object else { throw Problem("the line is no JSON object") }
                id = object["id"] ?? .null
                Console.write(joined(id, try answer(Request(id: id, object: object))))
            } catch {
                var json = JSONWriter()
                json.object { json in
                    json.key("id")
                    json.value(id)
                    json.field("error", "\(error)")
                }
                Console.write(json.bytes + [0x0A])
            }
        }
    }

    /// The object with `id` as its first member, as a line.
    private static func joined(_ id: JSONValue, _ object: [UInt8]) -> [UInt8] {
        var json = JSONWriter()
        json.value(id)
        let members = object.dropFirst()
        let separator = members.first == UInt8(ascii: "}") ? "" : ","
        return Array("{\"id\":".utf8) + json.bytes + Array(separator.utf8) + members + [0x0A]
    }
}

/// Why a line or a file cannot be done.
struct Problem: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// The lines of standard input.
final class LineInput {
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// The next line without its newline; `nil` at the end.
    func next() -> ArraySlice<UInt8>? {
        var searched = position
        while true {
            if let newline = buffer[searched...].firstIndex(of: 0x0A) {
                defer { position = newline + 1 }
                return buffer[position..<newline]
            }
            if isAtEnd {
                defer { position = buffer.count }
                return position < buffer.count ? buffer[position...] : nil
            }
            buffer.removeFirst(position)
            position = 0
            searched = buffer.count
            fill()
        }
    }

    private func fill() {
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        var got = 0
        repeat { got = read(STDIN_FILENO, &piece, piece.count) } while got < 0 && errno == EINTR
        if got < 0 {
            Console.message("onrecord: cannot read standard input: \(String(cString: strerror(errno)))")
            exit(1)
        }
        if got == 0 { isAtEnd = true } else { buffer += piece[..<got] }
    }

    /// Everything that is left.
    func rest() -> [UInt8] {
        while !isAtEnd { fill() }
        defer { position = buffer.count }
        return Array(buffer[position...])
    }
}
