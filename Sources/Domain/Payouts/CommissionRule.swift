import DataStore
import Identity
package import Primitives

/// By which commissions are raised when a lead is won.
package struct CommissionRule: Hashable, Sendable, Decodable {
    package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
        case percentage
        case fixed
    }

    package let id: ID<CommissionRule>
    package var name: String
    /// Leads of this project alone; `nil`: of all.
    package var projectId: ID<Project>?
    package var kind: Kind
    /// Hundredths of a per cent of the lead's value.
    package var rate: Int?
    package var amount: Money?
    package var shares: [CommissionShare]
    package var enabled: Bool
    /// The first and the last day on which it applies.
    package var validFrom: Day?
    package var validTo: Day?
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    /// The whole of a percentage or of all shares, in hundredths of a per cent.
    static let whole = 10_000

    func applies(to lead: Lead, on day: Day) -> Bool {
        enabled && (projectId == nil || projectId == lead.projectId) && day >= (validFrom ?? day) && day <= (validTo ?? day)
    }
}

extension CommissionRule: Sampled {
    package static var sample: Self {
        Self(
            id: ID(), name: "Ten per cent", projectId: ID(), kind: .percentage, rate: 1_000, amount: .sample, shares: [.sample],
            enabled: true, validFrom: .sample, validTo: .sample, version: 1, createdAt: .now(), updatedAt: .now())
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("projectId", projectId)
            json.member("kind", kind)
            json.member("rate", rate)
            json.member("amount", amount)
            json.member("base", "value")
            json.member("shares", array: shares)
            json.member("enabled", enabled)
            json.member("validFrom", validFrom)
            json.member("validTo", validTo)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}
