/// Why the store could not do what it was asked.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The write queue is full; try again after a moment.
        case busy
        /// The store is closing or closed.
        case closed
        /// No space on the disk; nothing of the write was kept.
        case diskFull
        /// The database or its folder can't be written.
        case readOnly
        /// A page does not hold what was written to it.
        case corrupt
        /// The disk failed.
        case inputOutput
        /// A constraint of the schema was violated (unique, foreign key, check, not null).
        case constraint
        /// The data folder is held by another process.
        case locked
        /// The database was written by a newer version, or a released migration was changed.
        case schemaMismatch
        /// A row does not have the expected shape.
        case unreadableRow
        /// Anything else that the engine reports.
        case engine
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "store \(code.rawValue): \(message)" }
}
