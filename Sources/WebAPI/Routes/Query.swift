import Foundation
import HummingbirdCore
import Primitives

/// The parameters of a query as browsers and most clients write them: application/x-www-form-urlencoded, where `+` is a space
/// (WHATWG URL §5.1). Of a parameter that comes twice, the last one counts.
struct Query {
    /// As they came.
    let parameters: [(name: String, value: String)]

    init(_ uri: URI) {
        // By bytes: by characters it would be a fifth of what a small request costs.
        parameters = (uri.query ?? "").utf8.split(separator: UInt8(ascii: "&")).compactMap { pair in
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(sides[0]), let value = Self.decode(sides.count > 1 ? sides[1] : "".utf8[...]) else { return nil }
            return (name, value)
        }
    }

    /// The value of `name`; `nil` when it is absent or empty.
    subscript(_ name: String) -> String? {
        parameters.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// - Throws: ``Failure`` `invalidRequest` unless it is absent or a number from 1 to `bound`.
    func limit(upTo bound: Int) throws(Failure) -> Int? {
        guard let text = self["limit"] else { return nil }
        guard let limit = Int(text), (1...bound).contains(limit) else {
            throw Failure(.invalidRequest, "The page can't have that size.", fields: [FieldFault("limit", "1 to \(bound).")])
        }
        return limit
    }

    /// Of all parameters that are given, in order.
    var names: [String] { Set(parameters.filter { !$0.value.isEmpty }.map(\.name)).sorted() }

    private static func decode(_ bytes: Substring.UTF8View) -> String? {
        let text = Substring(bytes)
        guard bytes.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "%") }) else { return String(text) }
        return text.replacing("+", with: " ").removingPercentEncoding
    }
}
