/// How far a hand-over came: what the server was asked last.
enum SMTPStage: String, CaseIterable {
    case greeting = "its greeting"
    case hello = "EHLO"
    case startTLS = "STARTTLS"
    case authentication = "AUTH"
    case sender = "MAIL FROM"
    case recipient = "RCPT TO"
    case data = "DATA"
    /// The message itself was sent, and the server has to say whether it takes it.
    case message = "the message"
    case goodbye = "QUIT"

    /// By the first word of a command; `nil` for all else that a client may say, such as the lines of a SASL dialogue.
    init?(verb: String) {
        switch verb {
        case "EHLO", "HELO": self = .hello
        case "STARTTLS": self = .startTLS
        case "AUTH": self = .authentication
        case "MAIL": self = .sender
        case "RCPT": self = .recipient
        case "DATA": self = .data
        case "QUIT", "RSET": self = .goodbye
        default: return nil
        }
    }
}
