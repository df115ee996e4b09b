package import DataStore

/// How alerts reach people; what the store holds is done in the write that records it.
package protocol AlertAnnouncer: Sendable {
    /// An alert fires or is over: for those who look at the page.
    func changed(_ alert: Alert, in tx: WriteTransaction) throws

    /// Tells people of these alerts, in one notice.
    func notify(_ alerts: [Alert], _ targets: AlertTargets, in tx: WriteTransaction) throws

    /// The same without the database, which takes no writes: whatever can be reached without it.
    func notifyWithoutStore(_ alerts: [Alert], _ targets: AlertTargets) async
}
