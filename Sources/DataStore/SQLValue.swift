/// One value of a row, in the four storage classes that SQLite and PostgreSQL share.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
    /// An id on its way in: kept as its text, which is written where the engine takes it. It is read back as text.
    case id(high: UInt64, low: UInt64)
}

/// A Swift type that is kept in one column.
package protocol SQLConvertible: Sendable {
    var sqlValue: SQLValue { get }

    /// `nil` when the stored value is not one of this type.
    init?(sqlValue: SQLValue)
}
