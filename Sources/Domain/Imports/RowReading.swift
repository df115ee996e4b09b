import Crypto
import FoundationEssentials
import Primitives

/// Makes drafts of leads of the rows of one import, by its mapping.
struct RowReading: Sendable {
    /// A row, as far as it can be judged without the database.
    struct Reading: Sendable {
        let line: Int
        /// By what the row is known again, within its project.
        let key: String
        let draft: LeadDraft
        /// It can't be a lead, however it is read.
        let fault: String?
    }

    private let encoding: TextEncoding
    private let columns: [(index: Int, field: ImportField, name: String?)]
    private let columnCount: Int
    private let tags: [String]
    private let ownerID: String?
    private let keyColumn: Int?
    private let project: String
    /// Of amounts that name none.
    private let currency: Currency

    init(_ value: Import, currency: Currency) {
        encoding = value.encoding
        columns = value.mapping.sorted { $0.key < $1.key }.map { index, field in
            (index, field, index < value.columns.count ? value.columns[index].name : nil)
        }
        columnCount = value.hasHeader ? Self.headerCount(value) : value.columns.count
        tags = value.options.tags
        ownerID = value.options.ownerId?.description
        keyColumn = value.options.keyColumn
        project = value.projectId.description
        self.currency = currency
    }

    /// Columns that are named; those beyond exist only because some row is longer.
    private static func headerCount(_ value: Import) -> Int {
        (value.columns.last { $0.name != nil }?.index ?? value.columns.count - 1) + 1
    }

    func read(_ row: TableRow) -> Reading {
        let cells = row.cells(in: encoding)
        var fault: String?
        let draft = draft(of: cells, &fault)
        if let stray = cells.dropFirst(columnCount).firstIndex(where: { !$0.trimmingSpaces().isEmpty }) {
            fault = "The row has a value in column \(stray + 1), the table has \(columnCount) columns."
        }
        return Reading(line: row.line, key: key(of: cells, draft), draft: draft, fault: fault)
    }

    private func draft(of cells: [String], _ fault: inout String?) -> LeadDraft {
        var values: [ImportField: String] = [:]
        var notes: [String] = []
        var tags: [String] = []
        let noteColumns = columns.count { $0.field == .notes }
        for (index, field, name) in columns where index < cells.count {
            let text = Self.unmarked(cells[index].trimmingSpaces())
            guard !text.isEmpty else { continue }
            switch field {
            case .notes: notes.append(noteColumns > 1 ? name.map { "\($0): \(text)" } ?? text : text)
            case .tags: tags += text.split { $0 == "," || $0 == ";" || $0 == "|" }.map { String($0).trimmingSpaces() }
            default: values[field] = text
            }
        }
        let name = [values[.contactFirstName], values[.contactLastName]].compactMap { $0 }.joined(separator: " ")
        var draft = LeadDraft(company: values[.company] ?? Self.company(website: values[.website], email: values[.email]))
        draft.website = values[.website]
        draft.contactName = values[.contactName] ?? (name.isEmpty ? nil : name)
        draft.email = values[.email].map { $0.hasPrefix("mailto:") ? String($0.dropFirst(7)) : $0 }
        draft.phone = values[.phone]
        draft.siren = values[.siren].map(Self.siren)
        draft.vat = values[.vat]
        draft.notes = notes.isEmpty ? nil : notes.joined(separator: "\n")
        draft.nextStep = values[.nextStep]
        draft.value = money(values[.value], values[.currency], &fault)
        let all = (tags + self.tags).filter { !$0.isEmpty }
        draft.tags = all.isEmpty ? nil : all
        draft.ownerId = ownerID
        draft.projectId = project
        return draft
    }

    private func money(_ text: String?, _ named: String?, _ fault: inout String?) -> Money? {
        guard let text else { return nil }
        guard let amount = WrittenAmount(text), let currency = named.map({ WrittenAmount.currency($0) }) ?? amount.currency ?? currency
        else {
            fault =
                named == nil || WrittenAmount(text) == nil
                ? "value: \(text.prefix(utf8: 50)) is no amount." : "currency: This is no currency."
            return nil
        }
        guard let money = amount.money(in: currency) else {
            fault = "value: \(text.prefix(utf8: 50)) is no amount of \(currency)."
            return nil
        }
        return money
    }

    /// A list of sites or addresses names no companies: the domain stands for it.
    private static func company(website: String?, email: String?) -> String? {
        website.flatMap { Website($0)?.domain } ?? email.flatMap { $0.split(separator: "@").last.map(String.init) }
    }

    /// Without the apostrophe by which an export keeps spreadsheets from taking a cell for a formula.
    private static func unmarked(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'"), let second = text.utf8.dropFirst().first, "=+-@".utf8.contains(second) else {
            return text
        }
        return String(text.dropFirst())
    }

    /// Of a SIRET the company's part.
    private static func siren(_ text: String) -> String {
        let digits = text.filter { $0 != " " && $0 != "." && $0 != "\u{A0}" && $0 != "\u{202F}" }
        return CompanyNumber.isSIRET(digits) ? String(digits.prefix(9)) : digits
    }

    /// The key column, or all that is read, without case and white space at the ends.
    private func key(of cells: [String], _ draft: LeadDraft) -> String {
        var hasher = SHA256()
        func add(_ text: String) { hasher.update(data: Array("\(text.utf8.count):\(text)".utf8)) }
        add(project)
        if let keyColumn, keyColumn < cells.count, case let text = cells[keyColumn].singleLine(), !text.isEmpty {
            add("column")
            add(text.lowercased())
        } else {
            add("row")
            let parts = [
                draft.company, draft.website, draft.contactName, draft.email, draft.phone, draft.siren, draft.vat, draft.notes,
            ]
            for part in parts { add(part?.singleLine().lowercased() ?? "") }
        }
        // Half of the hash is far more than a billion rows need.
        return Hex.encode(hasher.finalize().prefix(16))
    }
}
