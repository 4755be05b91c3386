internal import CCurlShims
internal import CLibCurl
import Synchronization

/// The thread that owns libcurl's multi handle: transfers come in by an inbox, answers go out by each transfer's waiter.
final class TransferLoop: Sendable {
    private struct Inbox {
        /// `nil` when the thread has ended or never began.
        var multi: MultiHandle?
        var starting: [Transfer] = []
        var cancelling: [Transfer] = []
        var isClosing = false
        var closers: [Waiter<Void>] = []
        /// Whether the thread waits for sockets, and so has to be woken. Waking costs two system calls.
        var isThreadWaiting = false

        var isEmpty: Bool { starting.isEmpty && cancelling.isEmpty && !isClosing }
    }

    /// Invariant for `@unchecked Sendable`: only the loop's thread uses the handle, but for `curl_multi_wakeup`, which any thread may call.
    private struct MultiHandle: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    /// How many transfers go on while much of what has come waits to be read.
    private static let fewTransfers = 16
    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_SSL | CURL_GLOBAL_WIN32)) == CURLE_OK

    private let inbox = Mutex(Inbox())
    private let maxTransfers: Int
    let room: BodyRoom

    init(settings: HTTPClientSettings) {
        maxTransfers = max(1, settings.maxTransfers)
        room = BodyRoom(size: max(1, settings.bodyRoom))
        guard Self.isLibraryReady, let multi = curl_multi_init() else { return }
        onrecord_curl_multi_set_long(multi, Int32(CURLMOPT_MAXCONNECTS.rawValue), max(1, settings.maxIdleConnections))
        let handle = MultiHandle(pointer: multi)
        inbox.withLock { $0.multi = handle }
        if !startThread("fetch", { [self] in run(handle.pointer) }) {
            inbox.withLock { $0.multi = nil }
            curl_multi_cleanup(multi)
        }
    }

    /// Runs a transfer to its end; on cancellation of the task it is broken off.
    func run(_ transfer: Transfer) async -> Result<HopAnswer, FetchError> {
        post(transfer)
        return await transfer.waiter.value { [self] in
            transfer.isCancelled.store(true, ordering: .releasing)
            wake { $0.cancelling.append(transfer) }
        }
    }

    /// Breaks off what is under way, ends the thread, and returns when it has ended.
    func close() async {
        let waiter = Waiter<Void>()
        let isRunning = wake {
            $0.isClosing = true
            $0.closers.append(waiter)
        }
        if isRunning { await waiter.value() }
    }

    /// Like `close`, without waiting.
    func beginClosing() {
        wake { $0.isClosing = true }
    }

    private func post(_ transfer: Transfer) {
        if !wake({ $0.starting.append(transfer) }) {
            transfer.waiter.answer(.failure(transfer.error(.cancelled, "the client is shut down")))
        }
    }

    /// Changes the inbox and wakes the thread if it waits. Under the lock, so that the handle can't be gone. - Returns: false where the thread has ended.
    @discardableResult
    private func wake(_ change: (inout Inbox) -> Void) -> Bool {
        inbox.withLock { inbox in
            guard let multi = inbox.multi else { return false }
            change(&inbox)
            if inbox.isThreadWaiting {
                inbox.isThreadWaiting = false
                curl_multi_wakeup(multi.pointer)
            }
            return true
        }
    }

    // MARK: The thread

    private func run(_ multi: UnsafeMutableRawPointer) {
        var active: [UnsafeMutableRawPointer: Transfer] = [:]
        var queue = TransferQueue()
        var handles = HandlePool()
        var isClosing = false
        while !isClosing {
            isClosing = takeIn(multi, &queue, &active, &handles)
            // Some go on where much waits to be read: who reads may need one of them to end.
            let places = room.isCrowded ? min(Self.fewTransfers, maxTransfers) : maxTransfers
            while active.count < places, let transfer = queue.next() { start(transfer, multi, &active, &handles) }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            for transfer in room.takeGivenUp() { end(transfer, transfer.result(CURLE_OK), multi, &active, &handles) }
            if finishDone(multi, &active, &handles), !queue.isEmpty { continue }
            if waitsForSockets() { curl_multi_poll(multi, nil, 0, active.isEmpty ? 60_000 : 1000, nil) }
        }
        for (easy, transfer) in active {
            curl_multi_remove_handle(multi, easy)
            finish(transfer, .failure(transfer.error(.cancelled, "the client is shut down")), &handles)
        }
        let (late, closers) = inbox.withLock { inbox in
            inbox.multi = nil
            defer { inbox = Inbox() }
            return (inbox.starting, inbox.closers)
        }
        while let transfer = queue.next() { transfer.waiter.answer(.failure(transfer.error(.cancelled, "the client is shut down"))) }
        for transfer in late { transfer.waiter.answer(.failure(transfer.error(.cancelled, "the client is shut down"))) }
        handles.empty()
        curl_multi_cleanup(multi)
        for closer in closers { closer.answer(()) }
    }

    /// Empties the inbox. - Returns: whether the client is to be shut down.
    private func takeIn(
        _ multi: UnsafeMutableRawPointer, _ queue: inout TransferQueue, _ active: inout [UnsafeMutableRawPointer: Transfer],
        _ handles: inout HandlePool
    ) -> Bool {
        let (starting, cancelling, isClosing) = inbox.withLock { inbox in
            defer { (inbox.starting, inbox.cancelling) = ([], []) }
            inbox.isThreadWaiting = false
            return (inbox.starting, inbox.cancelling, inbox.isClosing)
        }
        for transfer in starting { queue.append(transfer) }
        for transfer in cancelling {
            end(transfer, .failure(transfer.error(.cancelled, "cancelled")), multi, &active, &handles)
        }
        return isClosing
    }

    /// Notes that the thread begins to wait. - Returns: false where something came in meanwhile.
    private func waitsForSockets() -> Bool {
        inbox.withLock { inbox in
            inbox.isThreadWaiting = inbox.isEmpty
            return inbox.isThreadWaiting
        }
    }

    private func start(
        _ transfer: Transfer, _ multi: UnsafeMutableRawPointer, _ active: inout [UnsafeMutableRawPointer: Transfer],
        _ handles: inout HandlePool
    ) {
        if transfer.isCancelled.load(ordering: .acquiring) {
            transfer.waiter.answer(.failure(transfer.error(.cancelled, "cancelled")))
            return
        }
        guard let easy = handles.take() else {
            transfer.waiter.answer(.failure(transfer.error(.other, "libcurl has no memory for one more transfer")))
            return
        }
        guard transfer.setUp(easy) else {
            return finish(transfer, .failure(transfer.error(.other, "libcurl refuses the settings of this request")), &handles)
        }
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
            return finish(transfer, .failure(transfer.error(.other, "libcurl takes no more transfers")), &handles)
        }
        active[easy] = transfer
    }

    /// Ends a transfer where it is still under way.
    private func end(
        _ transfer: Transfer, _ result: @autoclosure () -> Result<HopAnswer, FetchError>, _ multi: UnsafeMutableRawPointer,
        _ active: inout [UnsafeMutableRawPointer: Transfer], _ handles: inout HandlePool
    ) {
        guard let easy = transfer.easy, active.removeValue(forKey: easy) != nil else { return }
        curl_multi_remove_handle(multi, easy)
        finish(transfer, result(), &handles)
    }

    /// - Returns: whether there were any.
    private func finishDone(
        _ multi: UnsafeMutableRawPointer, _ active: inout [UnsafeMutableRawPointer: Transfer], _ handles: inout HandlePool
    ) -> Bool {
        var left: Int32 = 0
        var isAny = false
        while let message = curl_multi_info_read(multi, &left) {
            // The message lives only until the handle is removed.
            let (kind, easy, code) = (message.pointee.msg, message.pointee.easy_handle, message.pointee.data.result)
            guard kind == CURLMSG_DONE, let easy, let transfer = active.removeValue(forKey: easy) else { continue }
            curl_multi_remove_handle(multi, easy)
            finish(transfer, transfer.result(code), &handles)
            isAny = true
        }
        return isAny
    }

    /// The handle must have left the multi handle before.
    private func finish(_ transfer: Transfer, _ result: Result<HopAnswer, FetchError>, _ handles: inout HandlePool) {
        room.ended(transfer)
        if case .failure = result { transfer.letGo() }
        if let easy = transfer.takeHandle() { handles.give(back: easy) }
        transfer.waiter.answer(result)
    }
}

/// libcurl's handles between two transfers: making one anew costs more than all that is set in it.
private struct HandlePool {
    private static let maxIdle = 64

    private var idle: [UnsafeMutableRawPointer] = []

    /// - Returns: a handle with nothing set; `nil` where there is no memory for one.
    mutating func take() -> UnsafeMutableRawPointer? { idle.popLast() ?? curl_easy_init() }

    mutating func give(back easy: UnsafeMutableRawPointer) {
        guard idle.count < Self.maxIdle else { return curl_easy_cleanup(easy) }
        curl_easy_reset(easy)
        idle.append(easy)
    }

    mutating func empty() {
        for easy in idle { curl_easy_cleanup(easy) }
        idle = []
    }
}

/// Transfers that wait for a free place, first come, first served.
private struct TransferQueue {
    private var transfers: [Transfer] = []
    private var head = 0

    var isEmpty: Bool { head == transfers.count }

    mutating func append(_ transfer: Transfer) { transfers.append(transfer) }

    mutating func next() -> Transfer? {
        guard head < transfers.count else { return nil }
        defer {
            head += 1
            if head == transfers.count {
                transfers.removeAll(keepingCapacity: true)
                head = 0
            } else if head >= 1024, head * 2 >= transfers.count {
                transfers.removeFirst(head)
                head = 0
            }
        }
        return transfers[head]
    }
}
