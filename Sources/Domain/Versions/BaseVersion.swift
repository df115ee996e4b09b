import FoundationEssentials
package import Primitives

/// The version of a thing on which a change is based: a change of something that has moved on since is told what differs.
package enum BaseVersion {
    /// - Parameters:
    ///   - expected: what the caller has seen; `nil` when they did not say.
    ///   - differences: asked only when there is something to tell.
    /// - Throws: ``Failure`` `versionRequired`, `staleVersion` with `current` and `differences`.
    static func require(
        _ expected: Int64?, is version: Int64, of current: some JSONWritable, differences: () throws -> [Difference] = { [] }
    ) throws {
        let expected = try required(expected)
        guard expected != version else { return }
        try refuse(expected, current, differences())
    }

    /// - Throws: ``Failure`` `versionRequired`.
    static func required(_ expected: Int64?) throws(Failure) -> Int64 {
        guard let expected else {
            throw Failure(.versionRequired, "Say with If-Match on which version the change is based: the ETag of what you have read.")
        }
        return expected
    }

    /// The same for what has no history: what the caller wants otherwise than it is, is all that can be told.
    package static func require(
        _ expected: Int64?, is version: Int64, of current: some JSONWritable, wanting wanted: JSONValue
    ) throws {
        try require(expected, is: version, of: current) {
            let now = try JSONDecoder().decode(JSONValue.self, from: Data(JSONWriter.bytes(of: current)))
            return Difference.between(now, and: wanted)
        }
    }

    private static func refuse(_ expected: Int64, _ current: some JSONWritable, _ differences: [Difference]) throws {
        let state = try JSONDecoder().decode(JSONValue.self, from: Data(JSONWriter.bytes(of: current)))
        throw Failure(
            .staleVersion,
            "It has changed since you read version \(expected). Nothing was changed; look at what differs and send it again.",
            members: ["current": state, "differences": .array(differences.map(\.json))])
    }
}

/// One field in which a change and what is there do not agree.
struct Difference: Hashable {
    let field: String
    /// The value that the caller has seen; `null` where nobody knows it any more.
    let before: JSONValue
    let current: JSONValue
    /// The value that the caller wanted; `null` where they wanted none.
    let yours: JSONValue

    var json: JSONValue { ["field": .string(field), "before": before, "current": current, "yours": yours] }

    /// The members of `wanted` that are something else in `current`.
    static func between(_ current: JSONValue, and wanted: JSONValue) -> [Difference] {
        guard let now = current.object, let then = wanted.object else { return [] }
        return then.keys.sorted().compactMap { name in
            guard let value = then[name], value != now[name] else { return nil }
            return Difference(field: name, before: .null, current: now[name] ?? .null, yours: value)
        }
    }
}
