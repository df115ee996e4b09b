import HTTPServing
import Hummingbird
import Testing

/// Answers that are waited for, and clients that do not wait.
@Suite(.timeLimit(.minutes(1))) struct WaitingTests {
    @Test func `Who hangs up, or stops sending, ends what was waited for`() async throws {
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        try await withService(routes: { router in
            router.get("news") { _, context in
                let (news, isGone) = try await context.record.whileClientWaits {
                    let (news, source) = AsyncStream.makeStream(of: String.self)
                    defer { source.finish() }
                    enter.yield()
                    for await item in news { return item }
                    return "nothing"
                }
                end.yield(isGone)
                return news
            }
        }) { service in
            let request = "GET /news HTTP/1.1\r\nHost: a\r\n\r\n"
            try await withConnection(to: service.port) { gone in
                try await gone.send(request)
                for await _ in entered { break }
            }
            for await isGone in ends {
                #expect(isGone)
                break
            }

            try await withConnection(to: service.port) { half in
                try await half.send(request)
                for await _ in entered { break }
                half.finishSending()
                #expect(try await half.response().body == "nothing")
            }
            for await isGone in ends {
                #expect(isGone)
                break
            }
        }
    }

    @Test func `Who stays gets the answer, twice on one connection`() async throws {
        try await withService(routes: { router in
            router.get("news") { _, context in
                let (news, isGone) = try await context.record.whileClientWaits { "news" }
                return "\(news) \(isGone)"
            }
        }) { service in
            try await withConnection(to: service.port) { connection in
                for _ in 0..<2 {
                    try await connection.send("GET /news HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(try await connection.response().body == "news false")
                }
            }
        }
    }
}
