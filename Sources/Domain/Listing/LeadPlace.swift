import Crypto
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
    private static let digestLength = 8

    /// Opaque text that is good for `query` alone.
    func cursor(for query: LeadQuery) -> String {
        let position = Array("\(key.text)|\(lead)".utf8)
        return Base64URL.encode(Self.digest(position, query) + position)
    }

    /// `nil` for what no page of `query` gave out.
    init?(cursor: String, for query: LeadQuery) {
        guard let bytes = Base64URL.decode(cursor), bytes.count > Self.digestLength else { return nil }
        let position = Array(bytes[Self.digestLength...])
        guard Array(bytes[..<Self.digestLength]) == Self.digest(position, query) else { return nil }
        let text = String(decoding: position, as: UTF8.self)
        guard let separator = text.lastIndex(of: "|"), let key = Key(text: text[..<separator]),
            let lead = ID<Lead>(String(text[text.index(after: separator)...]))
        else { return nil }
        self.init(key: key, lead: lead)
    }

    /// Binds a place to its query. No secret is in it, for a place opens nothing: whoever computed one would begin elsewhere in their own list.
    private static func digest(_ position: [UInt8], _ query: LeadQuery) -> [UInt8] {
        Array(SHA256.hash(data: JSONWriter.bytes(of: query) + position).prefix(digestLength))
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
            switch value {
            case .integer(let integer): .integer(integer)
            case .text(let text): .text(text)
            default: .none
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
