package import Primitives

/// A small JSON object that others keep with a person: merged member by member, and bounded.
package struct Metadata: Hashable, Sendable {
    /// A profile and some settings; whoever needs more has tables of their own.
    package static let byteLimit = 16_384
    private static let emptyText = "{}"

    package let members: [String: JSONValue]

    package init(_ members: [String: JSONValue] = [:]) {
        self.members = members
    }

    /// What a column holds.
    init(text: String) throws {
        members = text == Self.emptyText ? [:] : try JSONText.decode(text).object ?? [:]
    }

    /// The members of `changes` put in place of those of the same name; one that is null goes.
    package func merging(_ changes: [String: JSONValue]) -> Metadata {
        Metadata(members.merging(changes) { _, new in new }.filter { $0.value != .null })
    }

    /// - Throws: ``Failure`` `invalidRequest` past ``byteLimit``.
    func text(for pointer: String) throws -> String {
        let text = try JSONText.encode(.object(members))
        guard text.utf8.count <= Self.byteLimit else {
            throw Failure(
                .invalidRequest, "This is too much to keep with a person.",
                fields: [FieldFault(pointer, "at most \(Self.byteLimit) bytes of JSON in all")])
        }
        return text
    }
}
