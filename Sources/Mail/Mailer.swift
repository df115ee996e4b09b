/// Sends mail, or keeps it where people can see it.
package protocol Mailer: Sendable {
    /// Returns once the message is in other hands: the server has said that it took it.
    func send(_ message: MailMessage) async throws(MailFault)
}
