import Dispatch
import Synchronization

/// Threads that read, one for each reading connection, and what waits for them, in the order in which it came.
///
/// A reading goes straight to a thread that is free and from there to whoever asked for it. On a busy machine each thread in between is another wait for a
/// turn of the processor: GRDB's own way, over the task that waits for a connection, has three of them.
final class ReadLanes: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        /// Those used last are the last, and taken first: what they read is in the cache.
        var idle: [Int]
    }

    private let lanes: [DispatchQueue]
    private let state: Mutex<State>

    init(count: Int) {
        lanes = (0..<count).map { DispatchQueue(label: "uprising.store.reader-\($0)") }
        state = Mutex(State(idle: Array(0..<count)))
    }

    func submit(_ reading: @escaping @Sendable () -> Void) {
        let lane = state.withLock { state in
            let lane = state.idle.popLast()
            if lane == nil { state.waiting.append(reading) }
            return lane
        }
        guard let lane else { return }
        lanes[lane].async { self.work(reading, on: lane) }
    }

    private func work(_ first: @escaping @Sendable () -> Void, on lane: Int) {
        var next: (@Sendable () -> Void)? = first
        while let reading = next {
            reading()
            next = state.withLock { state in
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.idle.append(lane)
                return nil
            }
        }
    }
}
