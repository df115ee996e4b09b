import CCurl
import FoundationEssentials
import Glibc
import Primitives

/// One libcurl handle with at most one open connection; used by one thread at a time.
struct SMTPSession: ~Copyable {
    /// Once a process, before the first handle (curl_global_init(3)).
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// libcurl's own time-out knows better what was waited for, so it shall come first.
    private static let grace = Duration.milliseconds(250)

    private let settings: SMTPSettings
    private let handle: UnsafeMutableRawPointer
    private let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// `nil` when memory is short.
    init?(settings: SMTPSettings) {
        guard Self.isReady, let handle = curl_easy_init() else { return nil }
        self.settings = settings
        self.handle = handle
    }

    /// Says goodbye to the server, and waits for no answer: libcurl would for two minutes.
    deinit {
        let socket = ccurl_get_socket(handle)
        if socket >= 0 { shutdown(socket, Int32(SHUT_RD)) }
        curl_easy_cleanup(handle)
        errorBuffer.deallocate()
    }

    /// Blocks until the server has taken the message, or will not.
    mutating func hand(over envelope: SMTPEnvelope, ticket: SMTPTicket) -> SMTPAttempt {
        let first = attempt(envelope, ticket: ticket, isFresh: false)
        return first.deservesAnotherConnection && !ticket.isCalledOff ? attempt(envelope, ticket: ticket, isFresh: true) : first
    }

    /// Blocks until the server has greeted, agreed to TLS and taken the sign-in, as far as the settings have them, or will not.
    mutating func greet(sender: String, ticket: SMTPTicket) -> SMTPAttempt {
        attempt(SMTPEnvelope(greetingAs: sender), ticket: ticket, isFresh: true)
    }

    private mutating func attempt(_ envelope: SMTPEnvelope, ticket: SMTPTicket, isFresh: Bool) -> SMTPAttempt {
        let exchange = SMTPExchange(bytes: envelope.bytes, ticket: ticket, deadline: .now + settings.totalTimeout + Self.grace)
        var recipients: UnsafeMutablePointer<curl_slist>?
        for recipient in envelope.recipients { recipients = curl_slist_append(recipients, recipient) ?? recipients }
        errorBuffer.update(repeating: 0, count: Int(CURL_ERROR_SIZE))
        defer {
            // Keeps the connection, forgets the exchange and the credentials.
            curl_easy_reset(handle)
            curl_slist_free_all(recipients)
        }
        let refused = (options(for: envelope, isFresh: isFresh, recipients: recipients) + exchange.attach(to: handle)).first {
            $0 != CURLE_OK
        }
        let code = refused ?? withExtendedLifetime(exchange) { curl_easy_perform(handle) }
        let sentence = String(cString: errorBuffer)
        // Also when the first command of a new message could not even be written.
        let hasBroken = [CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING].contains(code)
        let isReused = ccurl_get_long(handle, CURLINFO_NUM_CONNECTS) == 0 && (exchange.transcript.stage != .greeting || hasBroken)
        return SMTPAttempt(
            code: code, transcript: exchange.transcript,
            reason: hiding(sentence.isEmpty ? String(cString: curl_easy_strerror(code)) : sentence), tlsWords: exchange.tlsWords,
            isCalledOff: ticket.isCalledOff, isReused: isReused,
            isResolved: ccurl_get_time(handle, CURLINFO_NAMELOOKUP_TIME_T) > 0,
            isConnected: exchange.hasSpokenTLS || ccurl_get_time(handle, CURLINFO_CONNECT_TIME_T) > 0,
            peerAddress: ccurl_get_text(handle, CURLINFO_PRIMARY_IP).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 })
    }

    private func options(
        for envelope: SMTPEnvelope, isFresh: Bool, recipients: UnsafeMutablePointer<curl_slist>?
    ) -> [CURLcode] {
        var codes = [
            ccurl_set_error_buffer(handle, errorBuffer),
            ccurl_set_text(handle, CURLOPT_URL, "\(settings.scheme)://\(settings.hostAndPort)/\(clientName(for: envelope))"),
            ccurl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            // The environment's proxies are meant for the web.
            ccurl_set_text(handle, CURLOPT_PROXY, ""),
            // Signals and threads don't mix (libcurl-thread(3)).
            ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            // A name server that is dead would hold up the end of the transfer, past every time-out.
            ccurl_set_long(handle, CURLOPT_QUICK_EXIT, 1),
            ccurl_set_silent(handle),
            ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(settings.connectTimeout.milliseconds))),
            ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, max(1, Int(settings.totalTimeout.milliseconds))),
            ccurl_set_long(handle, CURLOPT_MAXAGE_CONN, max(1, Int(settings.idleTimeout.milliseconds / 1_000))),
            ccurl_set_long(handle, CURLOPT_MAXCONNECTS, 1),
            ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, isFresh ? 1 : 0),
            ccurl_set_long(handle, CURLOPT_USE_SSL, useSSL),
            ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1),
            ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2),
        ]
        if envelope.recipients.isEmpty {
            codes.append(ccurl_set_long(handle, CURLOPT_CONNECT_ONLY, 1))
        } else {
            codes.append(ccurl_set_text(handle, CURLOPT_MAIL_FROM, envelope.sender))
            codes.append(ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
        }
        if let file = settings.caFile {
            codes.append(ccurl_set_text(handle, CURLOPT_CAINFO, file))
            codes.append(ccurl_set_text(handle, CURLOPT_CAPATH, nil))
        }
        if let user = settings.user {
            codes.append(ccurl_set_text(handle, CURLOPT_USERNAME, user))
            codes.append(ccurl_set_text(handle, CURLOPT_PASSWORD, settings.password?.revealedText ?? ""))
        }
        if let mechanism = settings.mechanism { codes.append(ccurl_set_text(handle, CURLOPT_LOGIN_OPTIONS, "AUTH=\(mechanism)")) }
        return codes
    }

    private var useSSL: Int {
        switch settings.security {
        case .implicit, .required: Int(CURLUSESSL_ALL.rawValue)
        case .optional: Int(CURLUSESSL_TRY.rawValue)
        case .none: Int(CURLUSESSL_NONE.rawValue)
        }
    }

    /// Many servers refuse a client whose name has no dot, as a machine's own often has none.
    private func clientName(for envelope: SMTPEnvelope) -> String {
        settings.clientName ?? String(envelope.sender.drop { $0 != "@" }.dropFirst())
    }

    private func hiding(_ text: String) -> String {
        settings.hiddenTexts.reduce(text.singleLine()) { $0.replacing($1, with: "••••••") }
    }
}
