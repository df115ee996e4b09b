import FoundationEssentials
import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Primitives
import Testing

@Suite struct ProblemTests {
    private struct Problem: Decodable {
        let type: String
        let title: String
        let status: Int
        let code: String
        let detail: String
        let traceId: String
        let fields: [FieldFault]
        let setupNeeded: Bool?
    }

    private struct Defect: Error {}

    private static func problem(_ parts: (head: HTTPResponse, body: ByteBuffer)) throws -> Problem {
        try JSONDecoder().decode(Problem.self, from: Data(parts.body.readableBytesView))
    }

    @Test(arguments: FailureCode.allCases)
    func `Every failure has an error status, a title and a body that says the same`(code: FailureCode) throws {
        #expect((400..<600).contains(code.status.code))
        #expect(!code.title.isEmpty)
        let parts = ProblemResponse.parts(Failure(code, "Because."), status: nil, traceID: TraceID())
        let problem = try Self.problem(parts)
        #expect(parts.head.headerFields[.contentType] == "application/problem+json")
        #expect(parts.head.status == code.status)
        #expect(problem.status == code.status.code)
        #expect(problem.code == code.rawValue)
        #expect(problem.title == code.title)
        #expect(problem.type == "about:blank")
    }

    @Test(arguments: [
        (FailureCode.storageFull, 507), (.busy, 503), (.unavailable, 503), (.rateLimited, 429), (.conflict, 409), (.staleVersion, 409),
        (.idempotencyKeyReused, 409), (.signatureInvalid, 403), (.signatureExpired, 403), (.setupLinkInvalid, 403), (.originRefused, 403),
        (.unauthenticated, 401), (.bodyTooLarge, 413), (.internalError, 500),
    ])
    func `Clients can rely on these statuses`(code: FailureCode, status: Int) {
        #expect(code.status.code == status)
    }

    @Test func `A refusal for now says when to come back, rounded up to seconds`() {
        let asked = ProblemResponse.parts(Failure(.busy, "Full.", retryAfter: .milliseconds(1_200)), status: nil, traceID: TraceID())
        #expect(asked.head.headerFields[.retryAfter] == "2")
        let plain = ProblemResponse.parts(Failure(.busy, "Full."), status: nil, traceID: TraceID())
        #expect(plain.head.headerFields[.retryAfter] == "1")
        let never = ProblemResponse.parts(Failure(.conflict, "No."), status: nil, traceID: TraceID())
        #expect(never.head.headerFields[.retryAfter] == nil)
    }

    @Test func `Somebody unknown is told how to sign in`() {
        let parts = ProblemResponse.parts(Failure(.unauthenticated, "Who?"), status: nil, traceID: TraceID())
        #expect(parts.head.headerFields[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
    }

    @Test func `Fields, own members and the trace are in the body, and can't take a standard member's place`() throws {
        let trace = TraceID()
        let failure = Failure(.invalidRequest, "Check the e-mail.", fields: [FieldFault("/email", "is not an address")])
        let parts = ProblemResponse.parts(failure, status: nil, traceID: trace, members: ["setupNeeded": true, "code": "other"])
        let problem = try Self.problem(parts)
        #expect(problem.fields == failure.fields)
        #expect(problem.setupNeeded == true)
        #expect(problem.traceId == trace.description)
        #expect(problem.code == "invalid_request")
        #expect(problem.detail == "Check the e-mail.")
    }

    @Test func `A defect is told as a fixed text and logged once`() {
        let log = RecordingLog()
        let record = RequestRecord()
        let response = ProblemResponse.response(to: Defect(), record: record, logger: log.logger())
        #expect(response.status == .internalServerError)
        #expect(record.errorCode == .internalError)
        #expect(log.all.count == 1)
        #expect(log.all.first?.level == .error)
        #expect(log.all.first?.metadata["error"]?.contains("Defect") == true)
    }

    @Test func `Hummingbird's own errors keep their status and become problems`() {
        let record = RequestRecord()
        let response = ProblemResponse.response(
            to: HTTPError(.unprocessableContent, message: "wrong shape"), record: record, logger: RecordingLog().logger())
        #expect(response.status == .unprocessableContent)
        #expect(record.errorCode == .invalidRequest)
        #expect(response.headers[.contentType] == "application/problem+json")
    }

    @Test func `A failure is no defect: only its cause is logged, at debug`() {
        let log = RecordingLog()
        let failure = Failure(.conflict, "Taken.", cause: Defect())
        let response = ProblemResponse.response(to: failure, record: RequestRecord(), logger: log.logger(.debug))
        #expect(response.status == .conflict)
        #expect(log.all.map(\.level) == [.debug])
    }

    @Test(arguments: [
        (Int64(0), "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_827_696, "Tue, 29 Feb 2000 12:34:56 GMT"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
    ])
    func `Dates have the one form that HTTP wants`(seconds: Int64, text: String) {
        #expect(HTTPDate.format(secondsSince1970: seconds) == text)
    }
}
