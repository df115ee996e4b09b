import FoundationEssentials
import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Primitives
import ServiceLifecycle
import Testing

@Suite(.timeLimit(.minutes(1))) struct ShutdownTests {
    @Test func `Sockets are asked to come back, idle connections end, a running request finishes`() async throws {
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let limits = shortLimits { $0.shutdownGrace = .seconds(20) }
        try await withService(
            limits: limits, webSockets: [EchoHandler.route()],
            routes: { router in
                router.get("slow") { _, _ in
                    enter.yield()
                    for await _ in released { break }
                    return "done"
                }
            }
        ) { service in
            try await withConnection(to: service.port) { socket in
                try await socket.upgrade()
                try await withConnection(to: service.port) { busy in
                    try await busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
                    for await _ in entered { break }
                    try await withConnection(to: service.port) { idle in
                        try await idle.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                        _ = try await idle.response()
                        await service.shutDown()
                        #expect(try await idle.receiveToEnd() == "")
                    }
                    release.yield()
                    let answer = try await busy.response()
                    #expect(answer.body == "done" && answer.head.contains("Connection: close"))
                    #expect(try await busy.receiveToEnd() == "")
                }
                let close = try await socket.frame()
                #expect(close.closeCode == 1012)
                try await socket.send(WebSocketClient.close(1012))
                #expect(try await socket.receiveToEnd() == "")
            }
            #expect(await service.log.first("Stopped listening") != nil)
            await #expect(throws: (any Error).self) {
                try await withConnection(to: service.port) { _ in }
            }
        }
    }

    @Test func `What does not end within the grace period is cut`() async throws {
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        try await withService(
            limits: shortLimits { $0.shutdownGrace = .milliseconds(50) },
            routes: { router in
                router.get("stuck") { _, _ in
                    enter.yield()
                    // Ends by cancellation alone.
                    for await _ in AsyncStream<Void>.makeStream().stream {}
                    return "never"
                }
            }
        ) { service in
            try await withConnection(to: service.port) { stuck in
                try await stuck.send("GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n")
                for await _ in entered { break }
                await service.shutDown()
                #expect(try await stuck.receiveToEnd() == "")
            }
            #expect(await service.log.first("Stopped listening") != nil)
            #expect(service.counters.openConnections == 0)
        }
    }

    /// The last one lies deeper than a socket's address reaches.
    @Test(arguments: ["", "/deeper", String(repeating: "/deeper", count: 60)])
    func `A socket file is its owner's alone, replaces a stale one, and goes with the service`(below: String) async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "uprising-\(UInt64.random(in: .min ... .max))")
        let folder = URL(filePath: root.path + below)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let path = folder.appending(path: "control.sock").path
        let place = try SocketPath(path)
        for _ in 0..<2 {
            let (started, start) = AsyncStream.makeStream(of: Void.self)
            let service = HTTPService(
                address: .unix(path: path), router: Router<PlainContext>.serving().get("hello") { _, _ in "hello" },
                limits: shortLimits(), logger: RecordingLog().logger(), onRunning: { _ in start.yield() })
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await service.run() }
                for await _ in started { break }
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                let channel = try await bootstrap.connect(unixDomainSocketPath: place.address) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
                let answer = try await channel.executeThenClose { inbound, outbound in
                    try await outbound.write(ByteBuffer(string: "GET /hello HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n"))
                    var all = ""
                    for try await bytes in inbound { all += String(buffer: bytes) }
                    return all
                }
                #expect(answer.hasSuffix("hello"))
                tasks.cancelAll()
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `A socket below a folder that is not there is refused by its own name`() {
        let path = "/nowhere" + String(repeating: "/deeper", count: 60) + "/control.sock"
        let fault = #expect(throws: SocketFault.self) { try SocketPath(path) }
        #expect(fault?.description == "\(path): No such file or directory")
    }

    @Test func `A file that is no socket is not touched`() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "uprising-\(UInt64.random(in: .min ... .max))").path
        #expect(FileManager.default.createFile(atPath: path, contents: Data("mine".utf8)))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let service = HTTPService(
            address: .unix(path: path), router: Router<PlainContext>.serving(), limits: shortLimits(), logger: RecordingLog().logger())
        await #expect(throws: (any Error).self) { try await service.run() }
        #expect(FileManager.default.contents(atPath: path) == Data("mine".utf8))
    }
}
