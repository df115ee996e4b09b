import NIOCore
import Synchronization

/// The allowances of all bearers that were active of late.
final class Allowances: Sendable {
    /// More bearers than a node has sockets are not told apart; past it those that were quiet the longest start afresh.
    static let limit = 20_000

    fileprivate struct Known {
        let allowance: Allowance
        var turn: UInt64
    }

    fileprivate struct State {
        var known: [Bearer: Known] = [:]
        var turn: UInt64 = 0
    }

    private let limits: SessionLimits
    private let state = Mutex(State())

    init(_ limits: SessionLimits) {
        self.limits = limits
    }

    func allowance(of bearer: Bearer, now: NIODeadline) -> Allowance {
        state.withLock { state in
            state.turn += 1
            if let index = state.known.index(forKey: bearer) {
                state.known.values[index].turn = state.turn
                return state.known.values[index].allowance
            }
            if state.known.count >= Self.limit { state.forgetHalf() }
            let allowance = Allowance(limits, now: now)
            state.known[bearer] = Known(allowance: allowance, turn: state.turn)
            return allowance
        }
    }
}

extension Allowances.State {
    fileprivate mutating func forgetHalf() {
        let middle = known.values.map(\.turn).sorted()[known.count / 2]
        known = known.filter { $0.value.turn >= middle }
    }
}
