import Synchronization

/// Frames in the order in which they were sent, for one reader that waits.
final class FrameQueue: Sendable {
    private struct State {
        var frames: [SentFrame] = []
        var reader: CheckedContinuation<SentFrame?, Never>?
        var isFinished = false
    }

    private let state = Mutex(State())

    func append(_ frame: SentFrame) {
        let reader = state.withLock { state in
            if state.reader == nil { state.frames.append(frame) }
            return state.reader.take()
        }
        reader?.resume(returning: frame)
    }

    func finish() {
        let reader = state.withLock { state in
            state.isFinished = true
            return state.reader.take()
        }
        reader?.resume(returning: nil)
    }

    /// Waits until there is one; `nil` when none will come, because it is finished or the test's time is up.
    func next() async -> SentFrame? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { reader in
                let ready: SentFrame?? = state.withLock { state in
                    if !state.frames.isEmpty { return .some(state.frames.removeFirst()) }
                    if state.isFinished || Task.isCancelled { return .some(nil) }
                    state.reader = reader
                    return nil
                }
                if let ready { reader.resume(returning: ready) }
            }
        } onCancel: {
            finish()
        }
    }
}
