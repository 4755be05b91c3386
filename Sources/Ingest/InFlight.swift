import Synchronization

/// What is being worked on.
final class InFlight<Element: Hashable & Sendable>: Sendable {
    private let elements = Mutex<Set<Element>>([])

    var count: Int { elements.withLock { $0.count } }
    var all: Set<Element> { elements.withLock { $0 } }

    /// - Returns: whether it was not there yet.
    @discardableResult
    func insert(_ element: Element) -> Bool { elements.withLock { $0.insert(element).inserted } }

    func remove(_ element: Element) { elements.withLock { _ = $0.remove(element) } }
}
