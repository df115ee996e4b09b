import Primitives

/// What a filter writes, taken as PostgreSQL takes the text of a literal.
extension ChangeValue {
    /// `nil` when `text` is no value of `type`.
    init?(_ text: String, as type: ColumnType) {
        if type == .text {
            self = .text(text)
            return
        }
        let text = text.trimmingSpaces()
        let value: ChangeValue? =
            switch type {
            case .text: nil
            case .uuid: ID<Subject>(text).map { .uuid($0) }
            case .int4: Int32(text).map { .integer(Int64($0)) }
            case .int8: Int64(text).map { .integer($0) }
            case .bool: Self.bool(text)
            case .timestamptz: Self.timestamp(text)
            }
        guard let value else { return nil }
        self = value
    }

    private static func bool(_ text: String) -> ChangeValue? {
        switch text.lowercased() {
        case "true", "t", "yes", "y", "on", "1": .bool(true)
        case "false", "f", "no", "n", "off", "0": .bool(false)
        default: nil
        }
    }

    /// A moment with an offset, without one (which means UTC here), or a day alone.
    private static func timestamp(_ text: String) -> ChangeValue? {
        let moment = Timestamp(text) ?? Timestamp(text + "Z") ?? Timestamp(text + ":00") ?? Timestamp(text + "T00:00:00Z")
        return moment.map { .timestamp($0) }
    }
}
