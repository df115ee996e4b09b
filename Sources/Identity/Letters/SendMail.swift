package import JobQueue
package import Primitives

/// Hands one letter to the mail server. Who gets which letter stands in clear, what it says is sealed.
package struct SendMail: Job {
    package static let kind = "send_mail"
    package static let queue: QueueName = "mail"
    /// With the queue's back-off a good half hour: longer than servers make an unknown sender wait (RFC 6647 §4).
    package static let maxAttempts = 12
    /// Longer than the mailer's own time-outs, which say more.
    package static let timeout = Duration.seconds(120)

    package let recipient: EmailAddress
    package let letter: Letter.Name
    /// After which the letter is of no use; a code that has expired need not arrive.
    let goodUntil: Timestamp?
    let content: SealedMail
}
