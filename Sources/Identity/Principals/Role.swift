import DataStore
import Primitives

/// What a member is in a workspace; a higher role may do all that a lower one may.
package enum Role: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    case viewer
    case member
    case admin
    case owner
}

extension Role: Comparable {
    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .member: 1
        case .admin: 2
        case .owner: 3
        }
    }
}
