import Identity
package import Primitives

/// A change of some fields of a project, or what a new one begins with.
package struct ProjectPatch: Sendable {
    static let nameLimit = 120
    static let descriptionLimit = 2_000

    let name: String?
    let description: String??
    let duplicatePolicy: DuplicatePolicy?
    /// As it came, for whom it was not carried out.
    let wanted: JSONValue

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    package init(_ patch: MergePatch) throws(Failure) {
        wanted = patch.value
        var patch = patch
        name = patch.required("name", "Give the name of the project.") { $0.line($1, $2, limit: Self.nameLimit) }
        description = patch.text("description") { $0.lines($1, $2, limit: Self.descriptionLimit) }
        let policies = DuplicatePolicy.allCases.map(\.rawValue).joined(separator: ", ")
        duplicatePolicy = patch.required("duplicatePolicy", "One of \(policies).") { _, text, _ in
            text.flatMap { DuplicatePolicy(rawValue: $0) }
        }
        try patch.finish("Some fields of the project are not right.")
    }

    func applied(to project: Project) -> Project {
        var project = project
        if let name { project.name = name }
        if let description { project.description = description }
        if let duplicatePolicy { project.duplicatePolicy = duplicatePolicy }
        return project
    }
}
