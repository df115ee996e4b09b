import Identity
import Primitives

/// What someone says of an import; what is `nil` stays.
package struct ImportChange: Sendable {
    /// By column number; `nil` for a column that is left out. Columns that are not named are left out, too.
    package var mapping: [String: String?]?
    package var hasHeader: Bool?
    /// The outer `nil` stays, the inner takes away.
    package var duplicates: String??
    package var analyze: Bool?
    package var tags: [String]?
    package var ownerId: String??
    package var keyColumn: Int??

    package init() {}

    /// - Throws: ``Failure`` `invalidRequest` with each fault.
    func apply(to value: inout Import) throws(Failure) {
        var faults: [FieldFault] = []
        if let mapping { value.mapping = Self.read(mapping, columnCount: value.columns.count, &faults) }
        if let duplicates {
            value.options.duplicates = duplicates.flatMap { ImportOptions.Duplicates(rawValue: $0) }
            if let duplicates, value.options.duplicates == nil {
                let known = ImportOptions.Duplicates.allCases.map(\.rawValue).joined(separator: ", ")
                faults.append(FieldFault("/options/duplicates", "\(duplicates.prefix(utf8: 50)) is none of \(known)."))
            }
        }
        if let analyze { value.options.analyze = analyze }
        if let tags {
            value.options.tags = tags.map { $0.singleLine() }.filter { !$0.isEmpty }
            if tags.count > Self.tagLimit || tags.contains(where: { $0.count > Self.tagLength }) {
                faults.append(FieldFault("/options/tags", "At most \(Self.tagLimit), each of at most \(Self.tagLength) characters."))
            }
        }
        if let ownerId {
            value.options.ownerId = ownerId.flatMap { ID<Person>($0) }
            if ownerId != nil, value.options.ownerId == nil {
                faults.append(FieldFault("/options/ownerId", "This is not the id of a member."))
            }
        }
        if let keyColumn {
            value.options.keyColumn = keyColumn
            if let keyColumn, !value.columns.indices.contains(keyColumn) {
                faults.append(FieldFault("/options/keyColumn", "The table has no such column."))
            }
        }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "The import was not changed.", fields: faults) }
    }

    private static let tagLimit = 20
    private static let tagLength = 40

    private static func read(_ mapping: [String: String?], columnCount: Int, _ faults: inout [FieldFault]) -> [Int: ImportField] {
        var read: [Int: ImportField] = [:]
        for (column, name) in mapping.sorted(by: { $0.key < $1.key }) {
            guard let index = Int(column), (0..<columnCount).contains(index) else {
                faults.append(FieldFault("/mapping/\(column.prefix(utf8: 20))", "The table has the columns 0 to \(columnCount - 1)."))
                continue
            }
            guard let name else { continue }
            guard let field = ImportField(rawValue: name) else {
                let known = ImportField.allCases.map(\.rawValue).joined(separator: ", ")
                faults.append(FieldFault("/mapping/\(column)", "\(name.prefix(utf8: 50)) is none of \(known)."))
                continue
            }
            if !field.mayRepeat, read.values.contains(field) {
                faults.append(FieldFault("/mapping/\(column)", "Another column is \(name) already."))
            }
            read[index] = field
        }
        return read
    }
}
