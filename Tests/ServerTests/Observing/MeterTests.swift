import DataStore
import HTTPTypes
import JobQueue
import Mail
import Primitives
import TestSupport
import Testing

@testable import Server
@testable import Telemetry

struct MeterTests {
    @Test func `Refusals are quick and count for no latency of the API, what fails does`() async throws {
        try await withMeters { board, registry in
            let meter = RequestMeter(registry: registry, board: board)
            for status in [404, 409, 422] {
                meter.answered(method: .post, route: "/api/v1/leads", status: status, duration: .milliseconds(1))
            }
            #expect(board.reading(of: .apiLatency).value == nil)
            meter.answered(method: .post, route: "/api/v1/leads", status: 500, duration: .seconds(3))
            #expect(board.reading(of: .apiLatency).parts.map(\.name) == ["createLead"])
            #expect(board.reading(of: .apiLatency).value.map { $0 >= 3 } == true)
        }
    }

    @Test func `A method or route that nobody declared makes no series`() async throws {
        try await withMeters { board, registry in
            let meter = RequestMeter(registry: registry, board: board)
            for index in 0..<5_000 {
                guard let method = HTTPRequest.Method("M\(index)") else { continue }
                meter.answered(method: method, route: "(none)", status: 405, duration: .milliseconds(1))
            }
            var text = MetricText()
            registry.write(to: &text)
            let lines = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n")
            #expect(lines.count { $0.hasPrefix("http_request_duration_seconds_count") } == 1)
            #expect(lines.contains { $0.contains("method=\"other\"") && $0.hasSuffix(" 5000") })
        }
    }

    @Test func `Cancelled jobs are no failures, and no part of what ended`() async throws {
        try await withMeters { board, registry in
            let meter = QueueMeter(registry: registry, board: board)
            for _ in 0..<8 { meter.ended(queue: "mail", as: .completed, ran: .seconds(1)) }
            for _ in 0..<2 { meter.ended(queue: "mail", as: .failed, ran: .seconds(1)) }
            for _ in 0..<90 { meter.ended(queue: "mail", as: .cancelled, ran: nil) }
            #expect(board.reading(of: .jobFailureRate).value == 0.2)
            #expect(board.reading(of: .jobFailureRate).state == .failing)
        }
    }

    @Test func `Hand-overs that fail in a row are counted until one succeeds; a recipient that does not exist is no fault of the server`()
        async throws
    {
        try await withMeters { _, registry in
            let inner = ScriptedMailer()
            let mailer = MeteredMailer(inner, registry: registry)
            let address = try #require(EmailAddress("a@example.com"))
            let message = MailMessage(
                from: Mailbox(address: address), to: [Mailbox(address: address)], subject: "x", text: "x", language: .english)
            func send(_ fault: MailFault?) async {
                inner.fault = fault
                _ = try? await mailer.send(message)
            }
            await send(MailFault(.connect, "", isPermanent: false))
            await send(MailFault(.authentication, "", isPermanent: true))
            await send(MailFault(.recipientRefused, "", isPermanent: true))
            #expect(mailer.failuresInARow == 2)
            await send(nil)
            #expect(mailer.failuresInARow == 0)
        }
    }

    private func withMeters(_ body: (HealthBoard, MetricRegistry) async throws -> Void) async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            try await body(HealthBoard(store: store), MetricRegistry(Families.recorded))
        }
    }
}
