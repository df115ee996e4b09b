import Glibc
import Synchronization

/// A file that is set aside when it is full: `node.log`, then `node.log.1` to `node.log.N`, the oldest of which goes.
///
/// One that somebody else has moved or removed meanwhile is begun anew, so logrotate may do the same work.
package final class LogFile: LogDestination {
    private struct State {
        var descriptor: Int32 = -1
        var byteCount: Int64 = 0
    }

    private let path: String
    private let byteLimit: Int64
    private let count: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - byteLimit: of one file; a single write may exceed it.
    ///   - count: how many are kept beside the one that is written.
    /// - Throws: ``Unwritable`` when it can't be opened now, which is a fault of the configuration; later ones are counted as lost lines.
    package init(path: String, byteLimit: Int64, count: Int) throws(Unwritable) {
        self.path = path
        self.byteLimit = byteLimit
        self.count = count
        let isOpen = state.withLock { open(&$0) }
        if !isOpen { throw Unwritable(path: path, reason: errno) }
    }

    deinit {
        let descriptor = state.withLock { $0.descriptor }
        if descriptor >= 0 { close(descriptor) }
    }

    package struct Unwritable: Error, CustomStringConvertible {
        let path: String
        let reason: Int32

        package var description: String { "LOG_FILE: \(path) can't be written: \(String(cString: strerror(reason)))" }
    }

    package func write(_ lines: [UInt8]) -> Int {
        state.withLock { state in
            if state.descriptor >= 0, isMoved(state) { shut(&state) }
            if state.descriptor >= 0, state.byteCount > 0, state.byteCount + Int64(lines.count) > byteLimit {
                shut(&state)
                setAside()
            }
            guard state.descriptor >= 0 || open(&state) else { return lines.count { $0 == UInt8(ascii: "\n") } }
            let refused = DescriptorDestination(descriptor: state.descriptor).write(lines)
            if refused == 0 { state.byteCount += Int64(lines.count) }
            return refused
        }
    }

    private func open(_ state: inout State) -> Bool {
        // People's names and addresses are out of it, and still it is nobody's business but the operator's.
        state.descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        var facts = stat()
        guard state.descriptor >= 0, fstat(state.descriptor, &facts) == 0 else { return false }
        state.byteCount = Int64(facts.st_size)
        return true
    }

    private func shut(_ state: inout State) {
        close(state.descriptor)
        state.descriptor = -1
    }

    private func isMoved(_ state: State) -> Bool {
        var (there, ours) = (stat(), stat())
        return stat(path, &there) != 0 || fstat(state.descriptor, &ours) != 0 || there.st_ino != ours.st_ino || there.st_dev != ours.st_dev
    }

    /// What can't be renamed stays, and grows: lines are worth more than the bound.
    private func setAside() {
        if count == 0 {
            unlink(path)
            return
        }
        for number in stride(from: count - 1, through: 1, by: -1) { rename("\(path).\(number)", "\(path).\(number + 1)") }
        rename(path, "\(path).1")
    }
}
