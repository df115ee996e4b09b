import Primitives

/// One value of a row, in the four storage classes that SQLite and PostgreSQL share.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
    /// A text that is an id's: it is written where the engine takes it, and read where the engine has it, so that rows of ids need no memory of their own.
    /// Whatever else a column of texts may hold has to be asked for by ``text``.
    case id(high: UInt64, low: UInt64)

    /// The text, if it is one, ids included.
    package var text: String? {
        switch self {
        case .text(let text): text
        case .id(let high, let low): ID<SQLValue>(high: high, low: low).description
        default: nil
        }
    }
}

/// A Swift type that is kept in one column.
package protocol SQLConvertible: Sendable {
    var sqlValue: SQLValue { get }

    /// `nil` when the stored value is not one of this type.
    init?(sqlValue: SQLValue)

    /// The value of a column; throws `StoreError` when it is not one of this type, which is a defect of the query.
    ///
    /// A requirement of its own so that whoever reads any type needs to know nothing of its optional: looking that up at run time took more than half of
    /// the time of a list.
    static func read(_ value: SQLValue, of column: String) throws(StoreError) -> Self
}

extension SQLConvertible {
    package static func read(_ value: SQLValue, of column: String) throws(StoreError) -> Self {
        guard let read = Self(sqlValue: value) else { throw StoreError(.unreadableRow, "column \(column) does not hold a \(Self.self)") }
        return read
    }
}
