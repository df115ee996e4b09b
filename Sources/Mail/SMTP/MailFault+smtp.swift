import CCurl
import Primitives

extension MailFault {
    /// Why `attempt` failed; to be asked of failed ones only.
    init(_ attempt: SMTPAttempt, settings: SMTPSettings) {
        let words = attempt.transcript.reply.map { $0.words(hiding: settings.hiddenTexts) }
        let server = settings.hostAndPort
        switch attempt.code {
        case CURLE_ABORTED_BY_CALLBACK where attempt.isCalledOff:
            self.init(.cancelled, "Sending was called off.", isPermanent: false)
        case CURLE_COULDNT_RESOLVE_HOST:
            self.init(
                .dns, "The name \(settings.host) does not resolve. Check SMTP_URL and this machine's name server.", isPermanent: false)
        case CURLE_COULDNT_CONNECT:
            self.init(.connect, "No connection to \(server): \(attempt.reason). \(Self.reaching(settings))", isPermanent: false)
        case CURLE_OPERATION_TIMEDOUT, CURLE_ABORTED_BY_CALLBACK:
            self = Self.timedOut(attempt, settings: settings)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER:
            self.init(
                .tls, "No trusted TLS connection to \(server): \(attempt.reason). \(Self.securing(attempt, settings))",
                serverWords: attempt.transcript.stage == .startTLS ? words : nil, isPermanent: false)
        default:
            self =
                attempt.transcript.reply.flatMap { Self.refused($0, words: words, attempt, settings) }
                ?? Self.broken(attempt, words: words, settings)
        }
    }

    /// The server said no; `nil` when its reply was a good one.
    private static func refused(
        _ reply: SMTPReply, words: String?, _ attempt: SMTPAttempt, _ settings: SMTPSettings
    ) -> MailFault? {
        guard reply.isTemporary || reply.isPermanent else { return nil }
        let asksForPassword = [530, 534, 535, 538].contains(reply.code)
        if attempt.transcript.stage == .authentication || asksForPassword {
            let advice =
                settings.user == nil
                ? "The mail server wants a user and a password: put them into SMTP_URL."
                : "The mail server did not accept user \(settings.user ?? "") or its password. Check SMTP_URL; some providers want a password made for programs."
            return MailFault(.authentication, advice, serverWords: words, isPermanent: reply.isPermanent)
        }
        if reply.isTemporary {
            return MailFault(
                .temporarilyRefused, "The mail server does not take the message now (at \(attempt.transcript.stage.rawValue)).",
                serverWords: words, isPermanent: false)
        }
        let (kind, advice): (Kind, String) =
            switch attempt.transcript.stage {
            case .greeting, .hello: (.senderRefused, "The mail server takes no mail from this machine. Ask its operator.")
            case .sender: (.senderRefused, "The mail server refused the sender. Check MAIL_FROM: it must belong to this account.")
            case .recipient: (.recipientRefused, "The mail server refused the recipient. Check the address.")
            default: (.messageRefused, "The mail server refused the message.")
            }
        return MailFault(kind, advice, serverWords: words, isPermanent: true)
    }

    private static func broken(_ attempt: SMTPAttempt, words: String?, _ settings: SMTPSettings) -> MailFault {
        if attempt.code == CURLE_LOGIN_DENIED {
            return MailFault(
                .authentication,
                "Signing in to \(settings.hostAndPort) failed: \(attempt.reason). Check user, password and the auth= of SMTP_URL.",
                serverWords: words, isPermanent: true)
        }
        // libcurl's sentence for an orderly end is `response reading failed (errno: 115)`.
        let reason = attempt.reason.contains("errno") ? "it closed the connection" : attempt.reason
        return MailFault(
            .protocolBroken,
            "\(settings.hostAndPort) broke off at \(attempt.transcript.stage.rawValue): \(reason). If it goes on, check that the port of SMTP_URL is one for mail.",
            serverWords: words, isPermanent: false)
    }

    private static func timedOut(_ attempt: SMTPAttempt, settings: SMTPSettings) -> MailFault {
        if !attempt.isResolved, !attempt.isReused {
            return MailFault(
                .timedOut, "The name \(settings.host) was not resolved in time. Check this machine's name server.", isPermanent: false)
        }
        if !attempt.isConnected, !attempt.isReused {
            return MailFault(.timedOut, "\(settings.hostAndPort) did not answer in time. \(reaching(settings))", isPermanent: false)
        }
        let hint =
            attempt.transcript.stage == .greeting && attempt.transcript.reply == nil && settings.port == 465
                && settings.security != .implicit
            ? "Port 465 speaks TLS from the first byte: write smtps://." : "It is slow or overloaded; the next try may do."
        return MailFault(
            .timedOut, "\(settings.hostAndPort) fell silent at \(attempt.transcript.stage.rawValue). \(hint)", isPermanent: false)
    }

    /// What to do when no packet comes back.
    private static func reaching(_ settings: SMTPSettings) -> String {
        settings.port == 25
            ? "Most hosting providers block port 25: use your mail provider's port 587 (smtp://…:587) or 465 (smtps://…:465), or ask to have it opened."
            : "Check host and port of SMTP_URL, and whether a firewall or the hosting provider blocks the port."
    }

    private static func securing(_ attempt: SMTPAttempt, _ settings: SMTPSettings) -> String {
        let reason = attempt.reason.lowercased()
        if reason.contains("wrong version number") || reason.contains("packet length") {
            return "This port does not speak TLS from the first byte: write smtp://\(settings.host):\(settings.port)."
        }
        if reason.contains("not supported") {
            return "The server offers no STARTTLS; use its smtps:// port, or ?tls=none if the network between is safe."
        }
        if reason.contains("subject name") { return "Write the host into SMTP_URL as the certificate names it." }
        if reason.contains("expired") || reason.contains("not yet valid") {
            return "Renew the server's certificate, and check this machine's clock."
        }
        if attempt.code == CURLE_SSL_CACERT_BADFILE { return "Check the file with the certificates to trust." }
        return "Use a certificate that this machine trusts, or give its issuer in the file with the certificates to trust."
    }
}
