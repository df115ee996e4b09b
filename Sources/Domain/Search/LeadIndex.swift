import DataStore
import Primitives

/// Keeps what is looked through in step with the leads: each of these is part of the write that changes the lead.
enum LeadIndex {
    /// Takes a new lead in, which has no contacts, notes or analysis beside it.
    static func insert(_ lead: Lead, in tx: WriteTransaction) throws {
        try SearchRows.insert(SearchDocument(lead), in: tx)
    }

    /// After a change of the lead itself; most change nothing that is looked through.
    static func update(_ lead: Lead, from before: Lead, in tx: WriteTransaction) throws {
        if SearchDocument(lead) != SearchDocument(before) { try update(lead, in: tx) }
    }

    /// Reads the lead's contacts and notes anew; what its analysis said stays.
    static func update(_ lead: Lead, in tx: WriteTransaction) throws {
        try update(lead, in: tx) { $0 }
    }

    /// After an analysis.
    static func update(_ lead: Lead, with analysis: Analysis, in tx: WriteTransaction) throws {
        try update(lead, in: tx) { _ in SearchDocument.text(of: analysis) }
    }

    /// When contacts, notes and analyses of another lead were added to its own.
    static func rebuild(_ lead: Lead, in tx: WriteTransaction) throws {
        let analysis = try AnalysisRows.latest(of: lead.id, in: tx).flatMap { SearchDocument.text(of: $0) }
        try update(lead, in: tx) { _ in analysis }
    }

    /// Takes the words of what was removed out of the file, too.
    static func forget(in tx: WriteTransaction) throws { try SearchRows.index.rewrite(in: tx) }

    /// Before the lead's row goes.
    static func remove(_ lead: ID<Lead>, in tx: WriteTransaction) throws {
        guard let (number, document) = try SearchRows.find(lead, in: tx) else { return }
        try SearchRows.remove(document, number: number, in: tx)
    }

    private static func update(_ lead: Lead, in tx: WriteTransaction, analysis: (String?) -> String?) throws {
        let known = try SearchRows.find(lead.id, in: tx)
        let document = SearchDocument(
            lead, contacts: try contacts(of: lead, in: tx), notes: try notes(of: lead, in: tx),
            analysis: analysis(known?.document.texts[.analysis]))
        guard let known else { return try SearchRows.insert(document, in: tx) }
        guard document != known.document else { return }
        try SearchRows.update(document, from: known.document, number: known.number, in: tx)
    }

    private static func contacts(of lead: Lead, in tx: WriteTransaction) throws -> [SearchDocument.Contact] {
        try ContactRows.list(of: lead.id, in: tx).map { SearchDocument.Contact(name: $0.name, email: $0.email, phone: $0.phone) }
    }

    private static func notes(of lead: Lead, in tx: WriteTransaction) throws -> [String] {
        try NoteRows.list(of: lead.id, limit: SearchDocument.noteLimit, in: tx).map(\.text)
    }
}
