import DataStore
import FoundationEssentials
import Identity
package import Primitives

/// A commission rule as it is sent: whole when it is made, some members when it is changed.
///
/// A member that is `nil` stays; in an optional in an optional the inner `nil` takes away.
package struct CommissionRuleDraft: Sendable, Codable, Hashable {
    package var name: String?
    package var projectId: String??
    package var kind: String?
    package var rate: Int??
    package var amount: Money??
    package var base: String?
    package var shares: [CommissionShare]?
    package var enabled: Bool?
    package var validFrom: String??
    package var validTo: String??

    static let nameLimit = 100
    static let shareLimit = 20

    private enum CodingKeys: String, CodingKey {
        case name, projectId, kind, rate, amount, base, shares, enabled, validFrom, validTo
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        // What is there and null is taken away; what is not there stays.
        func given<Value: Decodable>(_ key: CodingKeys, _ type: Value.Type) throws -> Value?? {
            guard values.contains(key) else { return .none }
            return .some(try values.decodeIfPresent(Value.self, forKey: key))
        }
        name = try values.decodeIfPresent(String.self, forKey: .name)
        projectId = try given(.projectId, String.self)
        kind = try values.decodeIfPresent(String.self, forKey: .kind)
        rate = try given(.rate, Int.self)
        amount = try given(.amount, Money.self)
        base = try values.decodeIfPresent(String.self, forKey: .base)
        shares = try values.decodeIfPresent([CommissionShare].self, forKey: .shares)
        enabled = try values.decodeIfPresent(Bool.self, forKey: .enabled)
        validFrom = try given(.validFrom, String.self)
        validTo = try given(.validTo, String.self)
    }

    /// The rule with what this says of it.
    ///
    /// - Throws: ``Failure`` `invalidRequest` with every fault.
    func applied(to rule: CommissionRule, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> CommissionRule {
        var rule = rule
        var check = FieldCheck()
        if let name { rule.name = check.line(name, "/name", limit: Self.nameLimit) ?? "" }
        if rule.name.isEmpty { check.add("/name", "Give the rule a name.") }
        if let projectId {
            rule.projectId = check.id(projectId, "/projectId", of: "a project")
            if let project = rule.projectId, try ProjectRows.find(project, of: workspace, in: tx) == nil {
                check.add("/projectId", "This workspace has no such project.")
            }
        }
        if let kind {
            if let known = CommissionRule.Kind(rawValue: kind) { rule.kind = known } else { check.add("/kind", "percentage or fixed") }
        }
        if let base, base != "value" { check.add("/base", "A percentage is of the lead's value.") }
        if let rate { rule.rate = rate }
        if let amount { rule.amount = amount }
        if let enabled { rule.enabled = enabled }
        if let validFrom { rule.validFrom = Self.day(validFrom, "/validFrom", &check) }
        if let validTo { rule.validTo = Self.day(validTo, "/validTo", &check) }
        Self.checkMeasure(of: &rule, &check)
        if let from = rule.validFrom, let to = rule.validTo, from > to { check.add("/validTo", "It ends before it begins.") }
        if let shares { rule.shares = shares }
        // Somebody may have left since; that a share is theirs must not keep a rule from being switched off.
        if shares != nil { try Self.checkShares(of: rule, workspace, &check, in: tx) }
        try check.finish("The rule was not kept: some fields are not right.")
        return rule
    }

    private static func day(_ text: String?, _ pointer: String, _ check: inout FieldCheck) -> Day? {
        guard let text else { return nil }
        if let day = Day(text) { return day }
        check.add(pointer, "This is not a day. Write it like 2030-01-31.")
        return nil
    }

    /// A rule has the measure of its kind, and no other.
    private static func checkMeasure(of rule: inout CommissionRule, _ check: inout FieldCheck) {
        switch rule.kind {
        case .percentage:
            rule.amount = nil
            if let rate = rule.rate, (1...CommissionRule.whole).contains(rate) { return }
            check.add("/rate", "1 to \(CommissionRule.whole) hundredths of a per cent.")
        case .fixed:
            rule.rate = nil
            if let amount = rule.amount, amount.amount > 0 { return }
            check.add("/amount", "A fixed commission is an amount above zero.")
        }
    }

    private static func checkShares(
        of rule: CommissionRule, _ workspace: ID<Workspace>, _ check: inout FieldCheck, in tx: some SQLReading
    ) throws {
        guard (1...shareLimit).contains(rule.shares.count) else {
            check.add("/shares", "1 to \(shareLimit) people.")
            return
        }
        for (index, share) in rule.shares.enumerated() {
            if !(1...CommissionRule.whole).contains(share.share) {
                check.add("/shares/\(index)/share", "1 to \(CommissionRule.whole) hundredths of a per cent.")
            }
            if rule.shares.prefix(index).contains(where: { $0.personId == share.personId }) {
                check.add("/shares/\(index)/personId", "They have a share already.")
            }
            guard !share.isOfOwner else { continue }
            guard let person = ID<Person>(share.personId), try Members.role(of: person, in: workspace, tx) != nil else {
                check.add("/shares/\(index)/personId", "owner, or the id of a member of this workspace.")
                continue
            }
        }
        let sum = rule.shares.reduce(0) { $0 &+ min(max($1.share, 0), CommissionRule.whole) }
        if sum != CommissionRule.whole { check.add("/shares", "The shares are \(sum) together, not \(CommissionRule.whole).") }
    }
}
