import Synchronization

/// A value that one task waits for and that arrives once: the first to bring it wins, later ones are ignored.
///
/// Whoever answers and whoever cancels may come in any order, also before the wait has begun.
final class Waiter<Value: Sendable>: Sendable {
    private enum State {
        case fresh
        case waiting(CheckedContinuation<Value, Never>)
        case answered(Value)
        case taken
    }

    private let state = Mutex(State.fresh)

    /// Waits for the value; to be called once.
    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Value? in
                if case .answered(let value) = state {
                    state = .taken
                    return value
                }
                state = .waiting(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Waits for the value, and takes another one if the task is cancelled meanwhile.
    ///
    /// - Parameter cancel: called on cancellation, perhaps before the wait begins; it has to bring a value sooner or later.
    func value(onCancel cancel: @escaping @Sendable () -> Void) async -> Value {
        await withTaskCancellationHandler {
            await value()
        } onCancel: {
            cancel()
        }
    }

    /// Brings the value. - Returns: whether it was the first.
    @discardableResult
    func answer(_ value: Value) -> Bool {
        let (isFirst, continuation) = state.withLock { state -> (Bool, CheckedContinuation<Value, Never>?) in
            switch state {
            case .fresh:
                state = .answered(value)
                return (true, nil)
            case .waiting(let continuation):
                state = .taken
                return (true, continuation)
            case .answered, .taken:
                return (false, nil)
            }
        }
        continuation?.resume(returning: value)
        return isFirst
    }

    /// Whether the value is there, so that nobody needs to work for it any more.
    var isAnswered: Bool {
        state.withLock { state in
            switch state {
            case .fresh, .waiting: false
            case .answered, .taken: true
            }
        }
    }
}
