import CCurl
import Primitives

/// What libcurl's callbacks see during one hand-over; lives on the SMTP thread.
final class SMTPExchange {
    private let bytes: [UInt8]
    private let ticket: SMTPTicket
    /// libcurl keeps its own time-out, but not while it waits for the answer to a QUIT.
    private let deadline: ContinuousClock.Instant
    private var position = 0
    private(set) var transcript = SMTPTranscript()
    /// `TLSv1.3 / TLS_AES_256_GCM_SHA384`, as libcurl words it.
    private(set) var tlsWords: String?
    /// A handshake began, so there was a TCP connection.
    private(set) var hasSpokenTLS = false

    init(bytes: [UInt8], ticket: SMTPTicket, deadline: ContinuousClock.Instant) {
        self.bytes = bytes
        self.ticket = ticket
        self.deadline = deadline
    }

    /// Gives the callbacks to libcurl; the caller keeps this object alive for the whole transfer, and resets the handle after it.
    func attach(to handle: UnsafeMutableRawPointer) -> [CURLcode] {
        let context = Unmanaged.passUnretained(self).toOpaque()
        return [
            ccurl_set_upload(
                handle,
                { buffer, size, count, context in
                    guard let buffer, let exchange = SMTPExchange.from(context) else { return Int(CURL_READFUNC_ABORT) }
                    return exchange.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
                }, context, curl_off_t(bytes.count)),
            ccurl_set_watcher(
                handle,
                { _, kind, bytes, count, context in
                    if let bytes { SMTPExchange.from(context)?.watch(kind, UnsafeRawBufferPointer(start: bytes, count: count)) }
                    return 0
                }, context),
            ccurl_set_progress(
                handle, { context, _, _, _, _ in SMTPExchange.from(context)?.hasTime == true ? 0 : 1 }, context),
        ]
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> SMTPExchange? {
        context.map { Unmanaged<SMTPExchange>.fromOpaque($0).takeUnretainedValue() }
    }

    private var hasTime: Bool { !ticket.isCalledOff && ContinuousClock.now < deadline }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = bytes[position..<min(position + buffer.count, bytes.count)]
        buffer.copyBytes(from: part)
        position += part.count
        return part.count
    }

    private func watch(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
        switch kind {
        case CURLINFO_HEADER_OUT: transcript.clientSaid(bytes)
        case CURLINFO_HEADER_IN: transcript.serverSaid(bytes)
        case CURLINFO_TEXT:
            let prefix = "SSL connection using "
            guard bytes.starts(with: prefix.utf8) else { return }
            tlsWords = String(decoding: bytes.dropFirst(prefix.utf8.count).prefix(200), as: UTF8.self).singleLine()
        case CURLINFO_SSL_DATA_OUT: hasSpokenTLS = true
        default: break
        }
    }
}
