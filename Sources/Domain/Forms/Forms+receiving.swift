import DataStore
import Identity
package import Primitives

/// The public side of forms: no one is signed in, and nothing but the key is known.
extension Forms {
    /// What a form is filled in with, by the names of its fields.
    package typealias Values = [String: String]
    /// A field that no person sees: programs fill in whatever there is.
    package static let trapField = "website_url"

    /// The form of a key, if it can be sent.
    ///
    /// - Throws: ``Failure`` `notFound` for an unknown key, a form that is switched off, and a workspace that is going.
    package func open(_ key: String) async throws -> Form {
        try await store.read { try Self.open(key, in: $0) }
    }

    private static func open(_ key: String, in tx: some SQLReading) throws -> Form {
        guard key.utf8.count <= 64, let form = try FormRows.find(key: key, in: tx), form.enabled,
            try Workspaces.find(form.workspaceId, in: tx)?.deletesAt == nil
        else {
            throw Failure(.notFound, "There is no such form, or it is closed.")
        }
        return form
    }

    /// Takes one sending from the budgets of its remote and of the form.
    ///
    /// - Throws: ``Failure`` `rateLimited`.
    package func admit(to form: Form, remote: String?) throws(Failure) {
        try limits.take(form, remote: remote)
    }

    /// Drops the lead that was filled in. What a program filled in is answered alike, and only counted.
    ///
    /// - Throws: ``Failure`` `invalidRequest` with each fault, `notFound` when the form was closed meanwhile.
    package func receive(_ values: Values, for form: Form, trace: TraceID) async throws {
        guard (values[Self.trapField] ?? "").isEmpty else {
            try await store.write { try FormRows.count(received: 0, spam: 1, of: form.id, in: $0) }
            return
        }
        let draft = try draft(of: values, for: form).accepted()
        try await store.write { [leads] tx in
            let form = try Self.open(form.key, in: tx)
            var draft = draft
            // No message is lost because somebody has put the project away.
            if try !Self.isOpen(form.projectId, of: form.workspaceId, in: tx) { draft.projectID = nil }
            let actor = ChangeActor.form(form.id, name: form.name)
            let outcome = try leads.insert(draft, by: actor, into: form.workspaceId, trace: trace, in: tx)
            // Whoever is a lead already has something to say all the same: it goes into that lead.
            if case .refused = outcome {
                _ = try leads.insert(draft, by: actor, into: form.workspaceId, policy: .merge, trace: trace, in: tx)
            }
            try FormRows.count(received: 1, spam: 0, of: form.id, in: tx)
        }
    }

    private static func isOpen(_ project: ID<Project>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Bool {
        guard let project = try ProjectRows.find(project, of: workspace, in: tx) else { return false }
        return project.deletedAt == nil && project.archivedAt == nil
    }

    /// Of the fields that the form has, and no others.
    private func draft(of values: Values, for form: Form) throws(Failure) -> LeadDraft {
        func value(_ name: FormField.Name) -> String? {
            guard form.fields.contains(where: { $0.name == name }) else { return nil }
            return values[name.rawValue].flatMap { $0.trimmingSpaces().isEmpty ? nil : $0 }
        }
        let missing = form.fields.filter { $0.required && value($0.name) == nil }
        guard missing.isEmpty else {
            throw Failure(
                .invalidRequest, form.language("Il manque quelque chose.", "Something is missing."),
                fields: missing.map { FieldFault("/\($0.name.rawValue)", form.language("À remplir.", "Fill this in.")) })
        }
        let email = value(.email)
        // Without a company, its mail's domain stands for it: something that the team can call the lead by.
        let company = value(.company) ?? email.flatMap { $0.split(separator: "@").last.map(String.init) }
        return LeadDraft(
            company: company, website: value(.website), contactName: value(.contactName), email: email, phone: value(.phone),
            notes: value(.notes), projectId: form.projectId.description)
    }
}
