package import Primitives

/// One line of the recent window.
package struct LogLine: Sendable {
    /// Its block, and its place there: ids go up with time.
    package struct ID: Sendable, Hashable, CustomStringConvertible, LosslessStringConvertible {
        let block: Int64
        let place: Int

        init(block: Int64, place: Int) {
            self.block = block
            self.place = place
        }

        /// `nil` unless `<block>-<place>`.
        package init?(_ description: String) {
            let parts = description.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, let block = Int64(parts[0]), let place = Int(parts[1]), block >= 0, place >= 0 else { return nil }
            self.init(block: block, place: place)
        }

        package static let sample = ID(block: 4_711, place: 12)

        package var description: String { "\(block)-\(place)" }
    }

    package let id: ID
    /// As it was written.
    package let members: [String: JSONValue]

    package init(id: ID, members: [String: JSONValue]) {
        self.id = id
        self.members = members
    }
}
