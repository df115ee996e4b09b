import DataStore
import Identity
import Primitives

/// The texts of one lead in which words are looked for.
struct SearchDocument: Equatable {
    /// The newest notes of the team that are looked through.
    static let noteLimit = 50
    /// Of all notes of one lead, in bytes; a novel is not looked through.
    static let notesLimit = 20_000
    /// Of what its analysis found, in bytes.
    static let analysisLimit = 4_000

    let lead: ID<Lead>
    let workspace: ID<Workspace>
    /// Leads in the trash are found among themselves.
    let isInTrash: Bool
    var texts: [SearchField: String]

    init(lead: ID<Lead>, workspace: ID<Workspace>, isInTrash: Bool, texts: [SearchField: String]) {
        self.lead = lead
        self.workspace = workspace
        self.isInTrash = isInTrash
        self.texts = texts
    }

    /// - Parameters:
    ///   - contacts: beside the main one.
    ///   - notes: of the team, the newest first.
    ///   - analysis: ``text(of:)`` of the latest.
    init(_ lead: Lead, contacts: [Contact] = [], notes: [String] = [], analysis: String? = nil) {
        var texts: [SearchField: String] = [.company: lead.company]
        texts[.domain] = lead.domain
        texts[.contact] = Self.lines([lead.contactName] + contacts.map(\.name))
        texts[.email] = Self.lines([lead.email] + contacts.map(\.email))
        texts[.phone] = Self.lines([lead.phone] + contacts.map(\.phone))
        texts[.notes] = Self.lines([lead.notes] + notes)?.prefix(utf8: Self.notesLimit)
        texts[.tags] = Self.lines(lead.tags)
        texts[.analysis] = analysis
        self.init(lead: lead.id, workspace: lead.workspaceId, isInTrash: lead.deletedAt != nil, texts: texts)
    }

    /// What people look for in an analysis: the values of its facts.
    static func text(of analysis: Analysis) -> String? {
        lines(analysis.facts.map(\.value))?.prefix(utf8: analysisLimit)
    }

    struct Contact {
        let name: String?
        let email: String?
        let phone: String?
    }

    /// As the index takes them, in the order of its columns.
    var words: [String?] {
        SearchField.allCases.map { field in
            field == .phone ? PhoneWords.indexed(texts[field]) : SearchWords.indexed(texts[field])
        }
    }

    private static func lines(_ texts: [String?]) -> String? {
        let texts = texts.compactMap { $0 }
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }
}
