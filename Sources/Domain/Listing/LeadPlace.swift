import DataStore
import Primitives

/// Where a page of leads ended: the next one begins behind it, whatever has changed in between.
struct LeadPlace: Equatable {
    enum Key: Equatable {
        /// The list is in the order of ids alone.
        case none
        /// A score, a moment, or the number under which the lead is looked through.
        case integer(Int64)
        case text(String)
        /// Among the leads without a value, which come last.
        case absent
    }

    let key: Key
    let lead: ID<Lead>
}

extension LeadPlace {
    /// Opaque text that is good for `query` alone.
    func cursor(for query: LeadQuery) -> String { BoundCursor.text(of: "\(key.text)|\(lead)", for: query) }

    /// - Throws: ``Failure`` `invalidRequest` for what no page of `query` gave out.
    init(cursor: String, for query: LeadQuery) throws(Failure) {
        self = try BoundCursor.place(in: cursor, for: query) { position in
            guard let separator = position.lastIndex(of: "|"), let key = Key(text: position[..<separator]),
                let lead = ID<Lead>(String(position[position.index(after: separator)...]))
            else { return nil }
            return Self(key: key, lead: lead)
        }
    }
}

extension LeadPlace.Key {
    fileprivate var text: String {
        switch self {
        case .none: "-"
        case .integer(let integer): "i\(integer)"
        case .text(let text): "t\(text)"
        case .absent: "n"
        }
    }

    fileprivate init?(text: Substring) {
        switch text.first {
        case "-": self = .none
        case "n": self = .absent
        case "t": self = .text(String(text.dropFirst()))
        case "i":
            guard let integer = Int64(text.dropFirst()) else { return nil }
            self = .integer(integer)
        default: return nil
        }
    }

    init(_ value: SQLValue) {
        self =
            if case .integer(let integer) = value {
                .integer(integer)
            } else {
                value.text.map { .text($0) } ?? .none
            }
    }

    var value: SQLValue {
        switch self {
        case .integer(let integer): .integer(integer)
        case .text(let text): .text(text)
        case .none, .absent: .null
        }
    }
}
