import Crypto
import DataStore
package import Primitives

/// Which errors a list shows, in which order, and from where.
package struct ErrorQuery: Sendable {
    package enum Sort: String, Sendable, CaseIterable {
        case last, first, count, people

        var column: String {
            switch self {
            case .last: "last_seen"
            case .first: "first_seen"
            case .count: "event_count"
            case .people: "people_count"
            }
        }

        func value(of group: ErrorGroup) -> Int64 {
            switch self {
            case .last: group.lastSeenAt.microseconds
            case .first: group.firstSeenAt.microseconds
            case .count: Int64(group.count)
            case .people: Int64(group.peopleCount)
            }
        }
    }

    package var project: ErrorProjectID?
    package var state: ErrorGroup.State?
    /// Words of title, value or culprit.
    package var text: String?
    package var release: String?
    package var sort = Sort.last
    package var limit: Int
    private var place: (value: Int64, id: ID<ErrorGroup>)?

    package init(limit: Int) {
        self.limit = limit
    }

    /// - Throws: ``Failure`` `invalidRequest` for a cursor of another query.
    package mutating func begin(at cursor: String) throws(Failure) {
        guard let bytes = Base64URL.decode(cursor) else { throw Self.badCursor }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard parts.count == 3, parts[0] == digest, let value = Int64(parts[1]), let id = ID<ErrorGroup>(String(parts[2])) else {
            throw Self.badCursor
        }
        place = (value, id)
    }

    func cursor(after group: ErrorGroup) -> String {
        Base64URL.encode("\(digest) \(sort.value(of: group)) \(group.id)".utf8)
    }

    func condition(of projects: [ErrorProjectID]) -> (sql: String, arguments: [any SQLConvertible]) {
        let shown = projects.filter { project == nil || project == $0 }
        var parts = [shown.isEmpty ? "0" : "project_id IN (\(Array(repeating: "?", count: shown.count).joined(separator: ", ")))"]
        var arguments: [any SQLConvertible] = shown
        if let state {
            parts.append("state = ?")
            arguments.append(state)
        }
        if let text {
            let pattern = "%" + text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
            parts.append("(title LIKE ? ESCAPE '\\' OR value LIKE ? ESCAPE '\\' OR culprit LIKE ? ESCAPE '\\')")
            arguments += [pattern, pattern, pattern]
        }
        if let release {
            parts.append("(first_release = ? OR last_release = ?)")
            arguments += [release, release]
        }
        if let place {
            parts.append("(\(sort.column), id) < (?, ?)")
            arguments += [place.value, place.id]
        }
        return (parts.joined(separator: " AND "), arguments)
    }

    /// Of everything but the place and the length.
    private var digest: String {
        let text = [project.map { "\($0)" }, state?.rawValue, text, release, sort.rawValue].map { $0 ?? "" }.joined(separator: "\n")
        return Hex.encode(SHA256.hash(data: Array(text.utf8)).prefix(6))
    }

    private static let badCursor = Failure(
        .invalidRequest, "The list can't go on from there.",
        fields: [FieldFault("cursor", "Take the `next` of a page of this very query.")])
}
