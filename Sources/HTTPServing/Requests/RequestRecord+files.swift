package import HummingbirdCore
import NIOCore

extension RequestRecord {
    /// What of a file is sent first; whoever opens it can bring so much into memory on the way.
    package static var firstStretchByteCount: Int64 { FileStretch.firstByteCount }

    /// A body of the bytes of `range`, which the kernel copies from the file to the socket where nothing is encrypted in between.
    package func body(of file: FileSource, in range: Range<Int64>) -> ResponseBody {
        ResponseBody(contentLength: Int(range.upperBound - range.lowerBound)) { [channel = isSecure ? nil : channel] writer in
            var rest = range
            var stretch = FileStretch()
            while !rest.isEmpty {
                let end = min(rest.upperBound, rest.lowerBound + stretch.byteCount)
                let part = rest.lowerBound..<end
                if let channel {
                    try await file.prepare(part)
                    let began = NIODeadline.now()
                    do {
                        try await Self.send(part, of: file, to: channel)
                    } catch {
                        // Of a file that was cut meanwhile the connection is cut too: its fault is told in place of that.
                        _ = try await file.read(part.upperBound - 1..<part.upperBound)
                        throw error
                    }
                    stretch.took(.now() - began)
                } else {
                    try await writer.write(file.read(part))
                }
                rest = end..<rest.upperBound
            }
            try await writer.finish(nil)
        }
    }

    private static func send(_ part: Range<Int64>, of file: FileSource, to channel: any Channel) async throws {
        // The descriptor stays the owner's: it is taken back before the handle goes.
        let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: file.descriptor)
        let sent = channel.eventLoop.makePromise(of: Void.self)
        let region = FileRegion(fileHandle: handle, readerIndex: Int(part.lowerBound), endIndex: Int(part.upperBound))
        channel.triggerUserOutboundEvent(FilePart(region: region), promise: sent)
        let result: Result<Void, any Error>
        do { result = .success(try await sent.futureResult.get()) } catch { result = .failure(error) }
        _ = try handle.takeDescriptorOwnership()
        withExtendedLifetime(file.owner) {}
        try result.get()
    }
}
