import Identity
import Primitives

/// All leads that a query finds, page by page: no transaction is held between two, and one page is in memory at a time.
package struct LeadExport: Sendable {
    let leads: Leads
    let query: LeadQuery
    let principal: Principal
    let names: ExportNames
    package let format: ExportFormat

    private static let head = [
        "id", "company", "website", "domain", "contactName", "email", "phone", "siren", "vat", "notes", "tags", "project", "stage", "owner",
        "status", "score", "value", "currency", "closeReason", "closedAt", "stageSince", "nextStep", "nextStepDue", "remindAt",
        "archivedAt", "createdAt", "updatedAt", "readyAt",
    ]

    private enum Place {
        case start
        case page(cursor: String?)
        case end
    }

    private var place = Place.start

    init(leads: Leads, query: LeadQuery, principal: Principal, names: ExportNames, format: ExportFormat) {
        self.leads = leads
        self.query = query
        self.principal = principal
        self.names = names
        self.format = format
    }

    /// The next part of the file; `nil` after the last.
    package mutating func next() async throws -> String? {
        switch place {
        case .start:
            place = .page(cursor: nil)
            // Without the mark, Excel does not take the file for UTF-8.
            if format == .csv { return "\u{FEFF}" + CSVText.line(Self.head) }
            return try await next()
        case .page(let cursor):
            let page = try await leads.list(query, for: principal, cursor: cursor, limit: Leads.pageLimit).page
            place = page.next.map { .page(cursor: $0) } ?? .end
            return page.items.map { format == .csv ? row(of: $0) : line(of: $0) }.joined()
        case .end: return nil
        }
    }

    private func line(of lead: Lead) -> String {
        String(decoding: JSONWriter.bytes(of: lead), as: UTF8.self) + "\n"
    }

    private func row(of lead: Lead) -> String {
        let cells: [String?] = [
            lead.id.description, lead.company, lead.website, lead.domain, lead.contactName, lead.email, lead.phone, lead.siren, lead.vat,
            lead.notes, lead.tags.joined(separator: ", "), names[lead.projectId], names[lead.stageId], names[lead.ownerId],
            lead.status.rawValue, lead.score.map { "\($0)" }, lead.value?.decimalText(), lead.value?.currency.code, lead.closeReason,
            lead.closedAt?.description, lead.stageSince.description, lead.nextStep, lead.nextStepDue?.description,
            lead.remindAt?.description,
            lead.archivedAt?.description, lead.createdAt.description, lead.updatedAt.description, lead.readyAt?.description,
        ]
        return CSVText.line(cells.map { $0 ?? "" })
    }
}
