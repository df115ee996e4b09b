/// How far back a history looks, and how many points it has: as many as a chart of a page's width can show.
package enum HealthRange: String, CaseIterable, Sendable {
    case hour = "1h"
    case day = "24h"
    case week = "7d"
    case quarter = "90d"

    var seconds: Int64 {
        switch self {
        case .hour: 3_600
        case .day: 86_400
        case .week: 604_800
        case .quarter: 7_776_000
        }
    }

    var step: RollupStep {
        switch self {
        case .hour, .day: .short
        case .week, .quarter: .long
        }
    }

    /// Of one point, a whole number of steps.
    var pointSeconds: Int64 {
        switch self {
        case .hour: 30
        case .day: 300
        case .week: 3_600
        case .quarter: 43_200
        }
    }
}
