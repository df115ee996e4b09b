import Identity
import Primitives
import TestSupport
import Testing

@testable import Domain

struct FormLimitsTests {
    private func form(perMinute: Int) -> Form {
        let now = Timestamp.now()
        return Form(
            id: ID(), workspaceId: ID(), projectId: ID(), key: "uf_x", name: "x", origins: [], language: .english,
            fields: FormField.standard,
            enabled: true, perMinute: perMinute, received: 0, refusedAsSpam: 0, version: 1, createdAt: now, updatedAt: now)
    }

    @Test func `One remote has five and then one each twelve seconds`() throws {
        let clock = ManualClock()
        let limits = FormLimits(clock: clock.wallClock)
        let form = form(perMinute: 600)
        for _ in 0..<5 { try limits.take(form, remote: "2001:db8::1") }
        let failure = #expect(throws: Failure.self) { try limits.take(form, remote: "2001:db8::2") }
        #expect(failure?.code == .rateLimited)
        #expect(failure?.retryAfter == .seconds(12))
        try limits.take(form, remote: "203.0.113.7")
        clock.advance(by: .seconds(12))
        try limits.take(form, remote: "2001:db8::1")
    }

    @Test func `All remotes together have the form's budget, and a refusal takes nothing`() throws {
        let clock = ManualClock()
        let limits = FormLimits(clock: clock.wallClock)
        let form = form(perMinute: 2)
        try limits.take(form, remote: "203.0.113.1")
        try limits.take(form, remote: "203.0.113.2")
        for _ in 0..<9 { #expect(throws: Failure.self) { try limits.take(form, remote: "203.0.113.3") } }
        clock.advance(by: .seconds(30))
        try limits.take(form, remote: "203.0.113.3")
    }
}
