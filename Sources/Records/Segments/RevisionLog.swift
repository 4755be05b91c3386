import Glibc

/// Every record's id and revision, to find what stands twice among any number of records in bounded memory.
///
/// Up to a bound the entries are held in memory; behind it they go to a temporary file without a name, which is then read once
/// for each share of the ids that fits into memory.
final class RevisionLog {
    /// A revision that is not higher than one before it.
    struct Repetition: Equatable {
        var id: String
        var revision: Int
        /// The highest revision before it.
        var known: Int
        var sequence: Int64
    }

    /// 16 bytes of id, 4 of revision, 8 of sequence.
    private static let entryBytes = 28
    /// How many entries are held at once.
    private let bound: Int
    private var held: [UInt8] = []
    private var spilled: FileDescriptor?
    private var spilledBytes = 0

    /// - Parameter bound: how many entries memory may hold; half a million take about 70 MB when they are looked through.
    init(bound: Int = 500_000) {
        precondition(bound > 0, "nothing can be compared")
        self.bound = bound
    }

    /// Adds a record; records come in the order of their numbers.
    func add(id: String, revision: Int, sequence: Int64) throws(FileError) {
        held += Self.key(id)
        withUnsafeBytes(of: Int32(clamping: revision).littleEndian) { held += $0 }
        withUnsafeBytes(of: sequence.littleEndian) { held += $0 }
        if held.count >= bound * Self.entryBytes { try spill() }
    }

    /// Calls with each repetition, in the order of the numbers within each share of the ids.
    func repeated(_ report: (Repetition) -> Void) throws(FileError) {
        guard let spilled else {
            var known: [[UInt8]: Int32] = [:]
            return Self.look(held[...], share: 0, of: 1, into: &known, report)
        }
        try spill()
        let entries = spilledBytes / Self.entryBytes
        let shares = (entries + bound - 1) / bound
        for share in 0..<shares {
            var known: [[UInt8]: Int32] = [:]
            var offset = 0
            while offset < spilledBytes {
                let piece = try spilled.read(min(Self.entryBytes << 15, spilledBytes - offset), at: offset)
                guard !piece.isEmpty else { break }
                offset += piece.count
                Self.look(piece[...], share: share, of: shares, into: &known, report)
            }
        }
    }

    private static func look(
        _ entries: ArraySlice<UInt8>, share: Int, of shares: Int, into known: inout [[UInt8]: Int32], _ report: (Repetition) -> Void
    ) {
        for start in stride(from: entries.startIndex, through: entries.endIndex - entryBytes, by: entryBytes) {
            guard (Int(entries[start]) << 8 | Int(entries[start + 1])) % shares == share else { continue }
            let id = Array(entries[start..<start + 16])
            let revision = Int32(truncatingIfNeeded: number(entries[(start + 16)..<(start + 20)]))
            if let highest = known[id], revision <= highest {
                let sequence = Int64(truncatingIfNeeded: number(entries[(start + 20)..<(start + 28)]))
                report(Repetition(id: id.hexadecimal, revision: Int(revision), known: Int(highest), sequence: sequence))
            } else {
                known[id] = revision
            }
        }
    }

    private func spill() throws(FileError) {
        let file = if let spilled { spilled } else { try Self.temporaryFile() }
        try file.write(held, at: spilledBytes)
        spilledBytes += held.count
        spilled = file
        held.removeAll(keepingCapacity: true)
    }

    private static func temporaryFile() throws(FileError) -> FileDescriptor {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let path = "\(folder)/onrecord-verify-\(getpid())"
        unlink(path)
        let file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
        unlink(path)
        return file
    }

    /// The id's own 16 bytes, or a hash of what is no hexadecimal id.
    private static func key(_ id: String) -> [UInt8] {
        let digits = id.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 32, id.utf8.count == 32 else { return Array(SHA256.sum(of: id).prefix(16)) }
        return stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
