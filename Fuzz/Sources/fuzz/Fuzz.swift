import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Hands bytes that libFuzzer makes up to one reader: `FUZZ_TARGET=feed fuzz [libFuzzer's options] CORPUS`.
@main
struct Fuzz {
    static let target: Target? = getenv("FUZZ_TARGET").flatMap { Target(rawValue: String(cString: $0)) }

    static func main() {
        guard target != nil else {
            print("FUZZ_TARGET has to be one of: " + Target.allCases.map(\.rawValue).joined(separator: " "))
            exit(64)
        }
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        let status = runFuzzer(&count, &arguments) { data, size in
            Fuzz.target?.read(Array(UnsafeBufferPointer(start: data, count: size)))
            return 0
        }
        exit(status)
    }
}

/// Ends the process where a reader broke a promise; libFuzzer then keeps the bytes.
func check(_ holds: Bool, _ promise: String, line: Int = #line) {
    guard !holds else { return }
    let message = Array("broken promise (line \(line)): \(promise)\n".utf8)
    _ = write(STDERR_FILENO, message, message.count)
    abort()
}
