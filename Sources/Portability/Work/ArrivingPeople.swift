import DataStore
import Identity
import Primitives

/// Those who come with a workspace, and by which ids they are known here: people are the same who have one address.
struct ArrivingPeople: Sendable {
    /// The ids that they have here, by those that they come with.
    let matched: [String: String]
    /// Whom of them the node knew, by address.
    private let known: [String: String]
    private let addresses: [String]

    /// The part of them that is known by another id.
    var replaced: [String: String] { matched.filter { $0.key != $0.value } }
    var knownCount: Int { known.count }

    init(of archive: ExportArchive, in store: Store) async throws {
        let table = PortableTables.people
        let columns = try await store.read { tx in try table.columns(in: tx) }
        let line = PortableLine(columns)
        guard let id = columns.firstIndex(where: { $0.name == "id" }),
            let email = columns.firstIndex(where: { $0.name == "email_normalized" })
        else { throw PortabilityError(.unknown, "The node knows people by something else than the export.") }
        let name = ExportName.rows(table)
        var found: [(id: String, email: String)] = []
        var lines = LineSplitter()
        try archive.read(name) { bytes in
            try lines.take(bytes, of: name) { text, number in
                do {
                    let values = try line.values(of: text.dropLast())
                    guard case .text(let text) = values[id], let id = ID<Person>(text), case .text(let email) = values[email] else {
                        throw JSONLineFault("it has no id or no address")
                    }
                    found.append((id.description, email))
                } catch let fault as JSONLineFault {
                    throw PortabilityError(.damaged, "\(name), line \(number): \(fault.message).")
                }
            }
        }
        addresses = found.map(\.email)
        let known = try await store.read { [addresses] in try Self.known(addresses, in: $0) }
        self.known = known
        matched = Dictionary(found.map { ($0.id, known[$0.email] ?? $0.id) }) { first, _ in first }
    }

    /// - Throws: ``PortabilityError`` `conflict` when somebody came or went while the export was read.
    func requireSame(in tx: some SQLReading) throws {
        guard try Self.known(addresses, in: tx) == known else {
            throw PortabilityError(.conflict, "Somebody of this workspace came to the node meanwhile. Give the command again.")
        }
    }

    private static func known(_ addresses: [String], in tx: some SQLReading) throws -> [String: String] {
        try addresses.reduce(into: [:]) { known, address in
            known[address] = try tx.value("SELECT id FROM person WHERE email_normalized = ?", [address], as: String.self)
        }
    }
}
