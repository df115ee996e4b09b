import Primitives

/// How something is that the doctor looked at; the later the worse.
enum DoctorState: String, CaseIterable, Comparable, Sendable, JSONWritable {
    case ok, warn, fail

    static func < (one: DoctorState, other: DoctorState) -> Bool { one.rank < other.rank }

    private var rank: Int {
        switch self {
        case .ok: 0
        case .warn: 1
        case .fail: 2
        }
    }
}
