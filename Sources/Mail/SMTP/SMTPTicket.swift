import Synchronization

/// The sender's hand on a message that was given to the SMTP thread.
final class SMTPTicket: Sendable {
    private let isCalledOffFlag = Atomic(false)

    var isCalledOff: Bool { isCalledOffFlag.load(ordering: .relaxed) }
    func callOff() { isCalledOffFlag.store(true, ordering: .relaxed) }
}
