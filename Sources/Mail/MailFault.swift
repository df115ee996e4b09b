/// Why a message was not sent, whether another try may help, and what to do.
package struct MailFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        /// The server's name does not resolve.
        case dns
        /// No TCP connection.
        case connect
        /// No TLS, or a certificate that can't be trusted.
        case tls
        /// User name and password are wanted, or not accepted.
        case authentication
        /// The server takes no mail from this machine or sender.
        case senderRefused = "sender_refused"
        case recipientRefused = "recipient_refused"
        case messageRefused = "message_refused"
        case timedOut = "timed_out"
        /// The connection broke, or what came was not SMTP.
        case protocolBroken = "protocol_broken"
        /// "Not now": a reply of the 4xx class, or the node's own queue is full.
        case temporarilyRefused = "temporarily_refused"
        /// The sending task was cancelled.
        case cancelled
    }

    package let kind: Kind
    /// The server's last reply on one line, code first; bounded, and without the password even if the server said it.
    package let serverWords: String?
    /// Another try of the same message can't help.
    package let isPermanent: Bool
    /// What went wrong and what to do, without the server's words.
    package let advice: String

    package init(_ kind: Kind, _ advice: String, serverWords: String? = nil, isPermanent: Bool) {
        self.kind = kind
        self.serverWords = serverWords
        self.isPermanent = isPermanent
        self.advice = advice
    }

    package var description: String {
        serverWords.map { "\(advice) The server said: “\($0)”" } ?? advice
    }
}
