import Foundation
import GRDB

/// A view of one committed state, lent for the time of a closure.
package struct ReadTransaction: SQLReading {
    let database: Database

    package func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow] {
        try database.rows(sql, arguments)
    }
}
