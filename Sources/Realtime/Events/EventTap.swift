package import DataStore

/// Hears of every event that is stored, in the write that stores it: what it does is kept with the event, or neither is.
///
/// It runs on the writer for every event there is, so it looks away fast.
package protocol EventTap: Sendable {
    func appended(_ event: StoredEvent, rooms: [Room], in transaction: WriteTransaction) throws
}
