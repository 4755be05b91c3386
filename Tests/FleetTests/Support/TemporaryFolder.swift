import Foundation

/// A folder that goes when the value goes.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "onrecord-fleet-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
