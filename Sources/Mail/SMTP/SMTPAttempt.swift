import CCurl
import Primitives

/// How one hand-over ended, as values.
struct SMTPAttempt {
    let code: CURLcode
    let transcript: SMTPTranscript
    /// libcurl's own sentence; without credentials.
    let reason: String
    let tlsWords: String?
    let isCalledOff: Bool
    /// A connection was at hand from the message before.
    let isReused: Bool
    let isResolved: Bool
    let isConnected: Bool
    /// The server's, where there was a connection.
    let peerAddress: String?

    var isAccepted: Bool { code == CURLE_OK && transcript.stage == .message && transcript.reply?.code == 250 }

    /// A server may close an idle connection at any moment. What was lost before the message itself was sent is lost to
    /// nobody, and worth a second connection at once.
    var deservesAnotherConnection: Bool {
        guard isReused, [SMTPStage.greeting, .sender, .recipient, .data].contains(transcript.stage) else { return false }
        if let reply = transcript.reply { return reply.code == 421 }
        return code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING
    }
}
