import Glibc

/// What the system has counted of a process.
struct Usage {
    /// Seconds of processor time, user and system.
    var seconds: Double
    /// The most memory it has held at once, in MiB.
    var peakMiB: Double

    static var own: Usage { read(RUSAGE_SELF) }
    /// Of the children that have ended.
    static var children: Usage { read(RUSAGE_CHILDREN) }

    private static func read(_ who: __rusage_who) -> Usage {
        var usage = rusage()
        getrusage(__rusage_who_t(who.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Usage(seconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), peakMiB: Double(usage.ru_maxrss) / 1024)
    }
}

extension Double {
    /// With so many digits behind the point.
    func shown(_ digits: Int = 1) -> String {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        return "\((self * scale).rounded() / scale)"
    }
}
