import FoundationEssentials
import Glibc
import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Primitives
import Testing

@Suite(.timeLimit(.minutes(1))) struct FileBodyTests {
    /// A file of 1.5 MB that is gone from its folder and open.
    private final class OpenFile: Sendable {
        /// A pattern that no power of two divides; made and compared a piece at a time, for other tests wait for the same threads.
        static let bytes: ByteBuffer = {
            var bytes = ByteBuffer()
            for _ in 0..<6_000 { bytes.writeBytes((0..<251).map { UInt8($0) }) }
            return bytes
        }()

        static func slice(_ range: Range<Int>) -> ByteBuffer { bytes.getSlice(at: range.lowerBound, length: range.count) ?? ByteBuffer() }

        let descriptor: CInt

        init() throws {
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("uprising-\(UUID().uuidString)").path
            try Data(Self.bytes.readableBytesView).write(to: URL(filePath: path))
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            unlink(path)
        }

        /// Of so many bytes, all of them zero.
        init(sparse byteCount: Int) throws {
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("uprising-\(UUID().uuidString)").path
            descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            unlink(path)
            cut(to: byteCount)
        }

        deinit { close(descriptor) }

        func cut(to byteCount: Int) { ftruncate(descriptor, byteCount) }

        /// As the storage reads: throws when there are fewer bytes.
        var checkedSource: FileSource {
            FileSource(
                descriptor: descriptor, owner: self, prepare: { _ in },
                read: { [descriptor] range in
                    var bytes = [UInt8](repeating: 0, count: range.count)
                    guard pread(descriptor, &bytes, bytes.count, off_t(range.lowerBound)) == bytes.count else { throw Shortened() }
                    return ByteBuffer(bytes: bytes)
                })
        }

        var source: FileSource {
            FileSource(
                descriptor: descriptor, owner: self, prepare: { _ in },
                read: { Self.slice(Int($0.lowerBound)..<Int($0.upperBound)) })
        }
    }

    private struct Shortened: Error {}

    private static func route(to file: OpenFile, of byteCount: Int64) -> (Router<PlainContext>) -> Void {
        { router in
            router.get("big") { _, context in
                Response(
                    status: .ok, headers: [.contentLength: String(byteCount)],
                    body: context.record.body(of: file.checkedSource, in: 0..<byteCount))
            }
        }
    }

    @Test func `A client that stops taking a file is cut`() async throws {
        let byteCount: Int64 = 256 << 20
        let file = try OpenFile(sparse: Int(byteCount))
        let limits = shortLimits { $0.stallTimeout = .milliseconds(200) }
        try await withService(limits: limits, routes: Self.route(to: file, of: byteCount)) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
                // Nothing is read until the node has given up: then what the kernels held arrives, and the end.
                #expect(await service.log.first("Request answered")?.metadata["aborted"] == "true")
                #expect(service.counters.timedOutConnections == 1)
                #expect(try await connection.byteCountToEnd() < byteCount)
            }
        }
    }

    @Test func `Of a file that is cut while it is sent the connection is cut, and it is told`() async throws {
        let byteCount: Int64 = 256 << 20
        let file = try OpenFile(sparse: Int(byteCount))
        let limits = shortLimits { $0.stallTimeout = .seconds(40) }
        try await withService(limits: limits, routes: Self.route(to: file, of: byteCount)) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try await connection.receive(count: 1_000)
                file.cut(to: 1 << 20)
                #expect(try await connection.byteCountToEnd() < byteCount)
                let line = await service.log.first("Response failed on its way out")
                #expect(line?.level == .error && line?.metadata["error"]?.contains("Shortened") == true)
            }
        }
    }

    private static func routes(_ file: OpenFile) -> (Router<PlainContext>) -> Void {
        { router in
            router.get("file/{from}/{to}") { _, context in
                let range =
                    try Int64(context.parameters.require("from", as: Int.self))..<Int64(context.parameters.require("to", as: Int.self))
                let body = context.record.body(of: file.source, in: range)
                return Response(status: .ok, headers: [.contentLength: String(range.count)], body: body)
            }
            router.post("plain") { request, context in "\(try await request.collect(upTo: 1_000_000, in: context).readableBytes)" }
            router.post("stream") { request, context in
                context.record.streamsBody()
                return "\(try await request.collect(upTo: 1_000_000, in: context).readableBytes)"
            }
        }
    }

    @Test func `A streamed body that stalls is cut, however long it may take`() async throws {
        let file = try OpenFile()
        try await withService(limits: shortLimits { $0.stallTimeout = .milliseconds(80) }, routes: Self.routes(file)) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nabc")
                #expect(try await connection.response().head.hasPrefix("HTTP/1.1 408 "))
                #expect(try await connection.receiveToEnd() == "")
            }
        }
    }

    @Test func `A streamed body is not held to the time of others`() async throws {
        let file = try OpenFile()
        let limits = shortLimits {
            $0.bodyTimeout = .seconds(2)
            $0.stallTimeout = .seconds(180)
        }
        try await withService(limits: limits, routes: Self.routes(file)) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nExpect: 100-continue\r\n\r\n")
                #expect(try await connection.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
                // Another connection's body runs out of time meanwhile.
                try await withConnection(to: service.port) { other in
                    try await other.send("POST /plain HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc")
                    #expect(try await other.response().head.hasPrefix("HTTP/1.1 408 "))
                }
                try await connection.send("abcdef")
                #expect(try await connection.response().body == "6")
            }
        }
    }

    @Test(arguments: [0..<1_500_000, 1..<2, 700_000..<1_499_999])
    func `The bytes of a range arrive as they are, and the connection serves on`(range: Range<Int>) async throws {
        let file = try OpenFile()
        try await withService(routes: Self.routes(file)) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("GET /file/\(range.lowerBound)/\(range.upperBound) HTTP/1.1\r\nHost: a\r\n\r\n")
                let head = try await connection.receive(until: "\r\n\r\n")
                #expect(head.contains("Content-Length: \(range.count)") || head.contains("content-length: \(range.count)"))
                try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                let body = try await connection.receive(count: range.count)
                #expect(body == OpenFile.slice(range))
                #expect(try await connection.receiveToEnd().hasSuffix("hello"))
            }
        }
    }
}
