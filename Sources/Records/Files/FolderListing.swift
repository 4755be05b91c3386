import Glibc

/// What an output folder holds, as a reader finds it.
public struct FolderListing: Sendable {
    public let path: String
    /// The manifest's entries, in its order.
    public private(set) var entries: [ManifestEntry] = []
    /// Lines of the manifest that are no entries, by line number from 1.
    public private(set) var brokenManifestLines: [Int] = []
    /// Finished segments that the manifest does not list (yet), by their first record.
    public private(set) var unlisted: [SegmentName] = []
    /// Whether there is a growing segment.
    public private(set) var hasCurrent = false

    /// - Throws: ``FileError`` where the folder or its manifest cannot be read.
    public init(path: String) throws(FileError) {
        self.path = path
        if access(path + "/" + OutputFolder.manifestName, F_OK) == 0 {
            let reader = try LineReader(path: path + "/" + OutputFolder.manifestName)
            var number = 0
            while let line = try reader.next() {
                number += 1
                if let entry = ManifestEntry(line: line) { entries.append(entry) } else { brokenManifestLines.append(number) }
            }
        }
        let listed = Set(entries.map(\.file))
        for name in try Self.names(inFolder: path) {
            if name == OutputFolder.currentName { hasCurrent = true }
            if !listed.contains(name), let segment = SegmentName(name) { unlisted.append(segment) }
        }
        unlisted.sort { $0.firstSequence < $1.firstSequence }
    }

    /// The segments in the order of their records: the manifest's, those it does not list, and the growing one.
    public var segments: [String] {
        let finished =
            entries.map { (name: $0.file, first: $0.firstSequence) } + unlisted.map { (name: $0.description, first: $0.firstSequence) }
        return finished.sorted { $0.first < $1.first }.map(\.name) + (hasCurrent ? [OutputFolder.currentName] : [])
    }

    static func names(inFolder path: String) throws(FileError) -> [String] {
        guard let folder = opendir(path) else { throw FileError(operation: "open the folder", path: path, code: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }
}
