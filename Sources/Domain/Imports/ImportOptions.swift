package import Identity
package import Primitives

/// How rows become leads.
package struct ImportOptions: Hashable, Sendable, Codable {
    /// What becomes of a row whose lead is there already.
    package enum Duplicates: String, Sendable, CaseIterable, Codable, JSONWritable {
        case keep
        case merge
        /// It is a refused row.
        case refuse
        /// It is left out and counted.
        case skip
    }

    /// `nil` does what the project does with a dropped one.
    package var duplicates: Duplicates?
    /// Whether each lead is analysed, after all that people drop.
    package var analyze = false
    /// Given to every lead, beside those of its row.
    package var tags: [String] = []
    package var ownerId: ID<Person>?
    /// The column by which a row is known again; without one it is all of the row that is read.
    package var keyColumn: Int?

    package init() {}
}

extension ImportOptions: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("duplicates", duplicates)
            json.member("analyze", analyze)
            json.member("tags", array: tags)
            json.member("ownerId", ownerId)
            json.member("keyColumn", keyColumn)
        }
    }
}
