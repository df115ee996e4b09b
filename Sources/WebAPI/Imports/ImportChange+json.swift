import Domain
import Primitives
import Realtime

extension ImportChange {
    /// - Throws: ``Failure`` `malformedBody` that points at what is wrong.
    init(_ body: JSONSlice) throws(Failure) {
        var change = ImportChange()
        try BodyReader.read(body, values: ["mapping", "options"]) { reader, name, value in
            switch name {
            case "mapping":
                var mapping: [String: String?] = [:]
                reader.object(value, "/mapping", "") { reader, column, value in
                    // An explicit null leaves the column out.
                    mapping[column] = .some(value.isNull ? nil : reader.string(value, "/mapping", "/\(column)"))
                    return true
                }
                change.mapping = mapping
            case "hasHeader": change.hasHeader = reader.flag(value, "/hasHeader", "")
            case "options":
                reader.object(value, "/options", "") { reader, name, value in Self.read(name, value, &reader, &change) }
            default: return Self.read(name, value, &reader, &change)
            }
            return true
        }
        self = change
    }

    /// Options stand in `options`, or beside the mapping.
    private static func read(_ name: String, _ value: JSONSlice, _ reader: inout BodyReader, _ change: inout ImportChange) -> Bool {
        switch name {
        case "duplicates": change.duplicates = .some(value.isNull ? nil : reader.string(value, "/options", "/duplicates"))
        case "analyze": change.analyze = reader.flag(value, "/options", "/analyze")
        case "tags":
            change.tags = reader.elements(value, limit: 20, "/options", "/tags").enumerated().compactMap { index, element in
                reader.string(element, "/options", "/tags/\(index)")
            }
        case "ownerId": change.ownerId = .some(value.isNull ? nil : reader.string(value, "/options", "/ownerId"))
        case "keyColumn":
            change.keyColumn = .some(value.isNull ? nil : reader.integer(value, "/options", "/keyColumn").map { Int($0) })
        default: return false
        }
        return true
    }
}
