import DataStore
import Logging
import Primitives
import Synchronization

/// The lines of late, for people to search: gathered in memory for about a second, then kept in blocks in the telemetry database.
///
/// A storm of lines is dropped past the bound, and the next block says how many.
package final class LogWindow: TelemetrySource {
    /// What may wait for the disk: some 8,000 lines a second, and for as long as the disk takes to flush.
    static let byteLimit = 2_097_152

    private struct State {
        var lines: [UInt8] = []
        var dropped = 0
    }

    private let rows: LogRows
    private let state = Mutex(State())

    /// - Parameter byteLimit: of all that is kept.
    package init(byteLimit: Int64) {
        rows = LogRows(byteLimit: byteLimit)
    }

    /// Takes whole lines of JSON, each with its line feed.
    func add(_ lines: [UInt8]) {
        guard !lines.isEmpty else { return }
        state.withLock { state in
            if state.lines.count + lines.count <= Self.byteLimit {
                state.lines.append(contentsOf: lines)
            } else {
                state.dropped += lines.count { $0 == UInt8(ascii: "\n") }
            }
        }
    }

    package func drain() -> TelemetryBatch? {
        let taken = state.withLock { state in
            defer { state = State() }
            return state
        }
        guard !taken.lines.isEmpty || taken.dropped > 0 else { return nil }
        var lines = taken.lines
        if taken.dropped > 0 { lines += Self.line(saying: taken.dropped) }
        let blocks = LogBlock.blocks(of: lines)
        return TelemetryBatch(count: blocks.reduce(0) { $0 + $1.lineCount }, lostCount: taken.dropped) { [rows] tx in
            try rows.insert(blocks, in: tx)
        }
    }

    private static func line(saying dropped: Int) -> [UInt8] {
        JSONLine.of(
            LoggedEvent(
                level: .warning, message: "Log lines were left out here because too many came", logger: "uprising.log",
                fields: LogFields(["count": "\(dropped)"])))
    }
}
