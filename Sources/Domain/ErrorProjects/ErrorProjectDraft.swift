package import Primitives

/// What someone says of a project; what is `nil` stays, or is the standard of a new one.
package struct ErrorProjectDraft: Sendable, Codable, Hashable {
    package static let nameLimit = 100
    package static let budgetLimit = 1_000_000
    static let standardBudget = 1_000

    var name: String?
    var budgetPerMinute: Int?
    var keepsAddresses: Bool?

    /// - Throws: ``Failure`` `invalidRequest` with each fault.
    package init(_ patch: MergePatch) throws(Failure) {
        var patch = patch
        name = patch.required("name", "Give the project a name.") { check, text, pointer in
            check.line(text, pointer, limit: Self.nameLimit)
        }
        budgetPerMinute = patch.integer("budgetPerMinute", in: 1...Self.budgetLimit).flatMap(\.self)
        keepsAddresses = patch.flag("keepsAddresses")
        try patch.finish("The project was not kept: some fields are not right.")
    }

    func apply(to project: inout ErrorProject) {
        if let name { project.name = name }
        if let budgetPerMinute { project.budgetPerMinute = budgetPerMinute }
        if let keepsAddresses { project.keepsAddresses = keepsAddresses }
    }
}
