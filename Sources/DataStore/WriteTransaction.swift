import GRDB
import Synchronization

/// The one place from which rows change, lent for the time of a closure inside ``Store/write(_:)``.
///
/// What is done here is kept whole or not at all. Do no input or output of other kinds: every other writer waits.
package struct WriteTransaction: SQLReading {
    let database: Database
    private let notices: NoticeList

    init(database: Database) {
        self.database = database
        notices = NoticeList()
    }

    package func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow] {
        try database.rows(sql, arguments)
    }

    /// Runs one statement; answers how many rows it changed.
    @discardableResult
    package func execute(_ sql: String, _ arguments: [any SQLConvertible] = []) throws -> Int {
        try database.run(sql, arguments)
    }

    /// Runs an `INSERT` into a table with a `{sequence}` key; answers the key.
    package func insert(_ sql: String, _ arguments: [any SQLConvertible]) throws -> Int64 {
        try execute(sql, arguments)
        return database.lastInsertedRowID
    }

    /// Calls `notice` after the commit is on disk, in commit order, and never if the write fails.
    ///
    /// It runs on the writer: hand work over to others and return.
    package func afterCommit(_ notice: @escaping @Sendable () -> Void) {
        notices.append(notice)
    }

    var pendingNotices: [@Sendable () -> Void] { notices.all }
}

/// The notices of one write, in the order in which they were asked for.
private final class NoticeList: Sendable {
    private let notices = Mutex<[@Sendable () -> Void]>([])

    var all: [@Sendable () -> Void] { notices.withLock { $0 } }

    func append(_ notice: @escaping @Sendable () -> Void) {
        notices.withLock { $0.append(notice) }
    }
}
