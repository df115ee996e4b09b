import Primitives
import Realtime

/// Takes values out of a body where they stand, and notes each that has another type than the one wanted.
struct BodyReader {
    private(set) var faults: [FieldFault] = []

    /// - Throws: ``Failure`` `malformedBody` when anything was noted.
    func finish() throws(Failure) {
        guard !faults.isEmpty else { return }
        throw Failure(.malformedBody, "The body does not have the expected shape.", fields: Array(faults.prefix(Self.shownFaults)))
    }

    /// Faults beyond these are not listed.
    private static let shownFaults = 50

    /// Reads one body whose members `member` takes, and which has no others.
    ///
    /// - Parameters:
    ///   - values: names of members for which `null` is a value. For others it is as good as absent, and not handed over.
    ///   - member: false for a name that it does not know.
    /// - Throws: ``Failure`` `malformedBody`.
    static func read(
        _ body: JSONSlice?, values: Set<String> = [], _ member: (inout BodyReader, _ name: String, _ value: JSONSlice) -> Bool
    ) throws(Failure) {
        guard let body else { return }
        var reader = BodyReader()
        reader.object(body, "", "") { reader, name, value in
            (value.isNull && !values.contains(name)) || member(&reader, name, value)
        }
        try reader.finish()
    }

    mutating func note(_ pointer: String, _ place: String, _ message: String) {
        faults.append(FieldFault(pointer + place, message))
    }

    /// - Parameter member: false for a name that it does not know.
    mutating func object(
        _ value: JSONSlice, _ pointer: String, _ place: String, _ member: (inout BodyReader, String, JSONSlice) -> Bool
    ) {
        guard value.isObject else { return note(pointer, place, "This is to be an object.") }
        value.forEachMember { name, value in
            guard !member(&self, name, value) else { return }
            note(pointer, place + JSONPointer.step(name), "There is no such field.")
        }
    }

    mutating func string(_ value: JSONSlice, _ pointer: String, _ place: String) -> String? {
        if let text = value.string { return text }
        note(pointer, place, "This is to be a text.")
        return nil
    }

    mutating func integer(_ value: JSONSlice, _ pointer: String, _ place: String) -> Int64? {
        if let number = value.integer { return number }
        note(pointer, place, "This is to be a whole number.")
        return nil
    }

    mutating func number(_ value: JSONSlice, _ pointer: String, _ place: String) -> Double? {
        if let number = value.number { return number }
        note(pointer, place, "This is to be a number.")
        return nil
    }

    mutating func flag(_ value: JSONSlice, _ pointer: String, _ place: String) -> Bool? {
        if value.text == "true" { return true }
        if value.text == "false" { return false }
        note(pointer, place, "This is to be true or false.")
        return nil
    }

    mutating func moment(_ value: JSONSlice, _ pointer: String, _ place: String) -> Timestamp? {
        if let moment = value.string.flatMap({ Timestamp($0) }) { return moment }
        note(pointer, place, "This is to be a moment such as 2030-01-31T12:00:00Z.")
        return nil
    }

    /// At most `limit` elements and one more, so that whoever bounds them sees that there are too many.
    mutating func elements(_ value: JSONSlice, limit: Int, _ pointer: String, _ place: String) -> [JSONSlice] {
        if let elements = value.elements(limit: limit + 1) { return elements }
        note(pointer, place, "This is to be an array.")
        return []
    }
}
