import Glibc

/// What the process takes of the machine.
struct ProcessUsage: Sendable {
    /// User and system time together.
    var cpuSeconds: Double
    var residentBytes: Int?
    var openFiles: Int?

    init() {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        cpuSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime)
        residentBytes = Self.residentPages().map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
        openFiles = Self.countOpenFiles()
    }

    /// The second figure of /proc/self/statm (proc(5)).
    private static func residentPages() -> Int? {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let got = read(file, &bytes, bytes.count)
        guard got > 0 else { return nil }
        let figures = String(decoding: bytes[..<got], as: UTF8.self).split(separator: " ")
        return figures.count > 1 ? Int(figures[1]) : nil
    }

    private static func countOpenFiles() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // ".", ".." and the folder itself.
        return max(0, count - 3)
    }
}
