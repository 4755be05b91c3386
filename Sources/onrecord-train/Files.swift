import Glibc
import JSONText

/// Reading and writing of whole files.
enum Files {
    /// What could not be done with a file.
    struct Failure: Error, CustomStringConvertible {
        var path: String
        var code: Int32
        var description: String { "\(path): \(String(cString: strerror(code)))" }
    }

    /// A whole file; one that ends in `.gz` is unpacked.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        if path.hasSuffix(".gz") { return try unpacked(path) }
        guard let file = fopen(path, "rb") else { throw Failure(path: path, code: errno) }
        defer { fclose(file) }
        return contents(of: file)
    }

    /// A file's bytes through `gzip -dc`; the trainer runs beside the sources, where the system's tools are.
    private static func unpacked(_ path: String) throws(Failure) -> [UInt8] {
        guard exists(path) else { throw Failure(path: path, code: errno) }
        let quoted = "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        guard let pipe = popen("gzip -dc -- \(quoted)", "r") else { throw Failure(path: path, code: errno) }
        let bytes = contents(of: pipe)
        guard pclose(pipe) == 0 else { throw Failure(path: path, code: EILSEQ) }
        return bytes
    }

    private static func contents(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        guard let file = fopen(path, "wb") else { throw Failure(path: path, code: errno) }
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else { throw Failure(path: path, code: errno) }
    }

    /// The lines of a text file.
    static func lines(_ path: String) throws(Failure) -> [ArraySlice<UInt8>] {
        try read(path).split(separator: UInt8(ascii: "\n"))
    }

    /// The rows of a file of tab-separated columns.
    static func table(_ path: String) throws(Failure) -> [[String]] {
        try lines(path).map { line in
            line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// The files under a folder whose name ends so, in alphabetical order; none for a folder that is not there.
    static func list(_ folder: String, ending: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            if name.hasSuffix(ending) {
                names.append("\(folder)/\(name)")
            } else if entry.pointee.d_type == UInt8(DT_DIR) {
                names.append(contentsOf: list("\(folder)/\(name)", ending: ending))
            }
        }
        return names.sorted()
    }
}
