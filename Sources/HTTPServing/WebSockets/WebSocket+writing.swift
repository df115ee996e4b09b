import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

extension WebSocket {
    /// What is written at once at most: many small frames are gathered up to here.
    static let gatheredBytes = 64 * 1_024
    /// As much as one record of TLS holds (RFC 8446 §5.1).
    private static let recordBytes = 16 * 1_024

    /// Writes what waits, as far as the kernel takes it.
    ///
    /// Straight to the kernel: NIO's queue of pending writes costs as much as a tenth of the system call, for each subscriber of each
    /// event. What the kernel does not take goes to the channel, one frame at a time, which then waits for the socket.
    func flushNow() {
        isUnflushed = false
        isFlushing = true
        defer { isFlushing = false }
        while !isBlocked, !outbox.isEmpty, phase != .closed {
            let total: Int
            let sent: Int
            if descriptor < 0 {
                handOver(nextRecord())
                continue
            } else if let frame = outbox.single {
                total = frame.readableBytes
                sent = send(frame)
            } else {
                roster.gathered.clear()
                outbox.copy(into: &roster.gathered, upTo: Self.gatheredBytes)
                guard roster.gathered.readableBytes > 0 else {
                    handOver(outbox.popFirst())
                    continue
                }
                total = roster.gathered.readableBytes
                sent = send(roster.gathered)
            }
            guard sent >= 0 else { return fail() }
            let rest = outbox.dropFirst(sent: sent)
            if sent < total { handOver(rest ?? outbox.popFirst()) }
        }
    }

    // The descriptor is this channel's for as long as `end()` has not been called: NIO closes it and tells `channelInactive` in one go,
    // with nothing else on this event loop in between.

    /// The number of bytes taken; 0 when the kernel's buffer is full, negative when the connection is broken.
    private func send(_ bytes: ByteBuffer) -> Int {
        bytes.withUnsafeReadableBytes { bytes in
            while true {
                let sent = Glibc.send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
                if sent >= 0 { return sent }
                if errno == EINTR { continue }
                return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1
            }
        }
    }

    /// Frames that wait, in one buffer as far as it is worth it: each buffer becomes a record of its own, and a system call.
    private func nextRecord() -> ByteBuffer? {
        guard outbox.single == nil else { return outbox.popFirst() }
        roster.gathered.clear()
        outbox.copy(into: &roster.gathered, upTo: Self.recordBytes)
        guard roster.gathered.readableBytes > 0 else { return outbox.popFirst() }
        _ = outbox.dropFirst(sent: roster.gathered.readableBytes)
        // A copy: what the channel holds on to would make the roster's buffer a new one each time.
        return ByteBuffer(bytes: roster.gathered.readableBytesView)
    }

    private func handOver(_ bytes: ByteBuffer?) {
        guard let bytes, let context else { return }
        block(until: context.writeAndFlush(wrapOutboundOut(bytes)))
    }

    /// Keeps frames back while the channel has bytes that must go first.
    func block(until written: EventLoopFuture<Void>) {
        isBlocked = true
        written.assumeIsolated().whenComplete { result in
            self.isBlocked = false
            // Done at once when called by the flush itself, which then goes on.
            guard case .success = result, !self.isFlushing else { return }
            self.flushNow()
            if self.closeReceived, self.outbox.isEmpty, !self.isBlocked { self.drop() }
        }
    }

    private func fail() {
        outbox.removeAll()
        // Not at once: whoever is sending may be walking a collection that the end of this socket changes.
        eventLoop.assumeIsolated().execute { self.drop() }
    }
}
