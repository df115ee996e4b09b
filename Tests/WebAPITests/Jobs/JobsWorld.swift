import DataStore
import Domain
import FoundationEssentials
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Logging
import NIOCore
import Primitives
import Testing

@testable import WebAPI

/// The API with a workspace in which everybody has a credential, and a stranger's beside it.
struct JobsWorld: Sendable {
    /// Who may do nothing with jobs, and who works on them.
    static let outsiders = ["member", "viewer", "worker", "form"]

    let api: API
    let workspace: ID<Workspace>
    /// By name: `owner`, `admin`, `member`, `viewer`, `worker`, `form`, `service`; and `stranger` and `strange worker` of another workspace.
    let credentials: [String: String]
    private let responder: RouterResponder<APIContext>

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: JSONValue

        /// Of an answer that refuses.
        var code: FailureCode? { status < 400 ? nil : body["code"]?.string.flatMap { FailureCode(rawValue: $0) } }
        var pointers: [String] { body["fields"]?.array?.compactMap { $0["pointer"]?.string } ?? [] }

        subscript(name: String) -> JSONValue? { body[name] }
        var id: String { body["job"]?["id"]?.string ?? body["id"]?.string ?? "" }
    }

    init(api: API) async throws {
        self.api = api
        responder = api.router.buildResponder()
        let act = Act(principal: nil, remoteAddress: "192.0.2.7", userAgent: "test")
        let (store, people) = (api.store, api.people)

        func person(_ name: String) async throws -> ID<Person> {
            let address = try #require(EmailAddress("\(name)@example.com"))
            return try await store.write { try People.create(address, at: .now(), in: $0).id }
        }
        func found(_ name: String, _ owner: ID<Person>) async throws -> ID<Workspace> {
            let title = try #require(DisplayName(name))
            return try await store.write { try Workspaces.create(name: title, language: .english, owner: owner, at: .now(), in: $0).id }
        }
        func session(_ person: ID<Person>, _ workspace: ID<Workspace>) async throws -> String {
            try await people.sessions.create(for: person, in: workspace, method: .otp, reach: .node, act: act).accessToken.revealedText
        }
        func token(_ scopes: Set<Permission>, _ person: ID<Person>, _ workspace: ID<Workspace>) async throws -> String {
            try await people.tokens.create(name: "test", scopes: scopes, for: person, in: workspace, act: act).text.revealedText
        }

        let (owner, stranger) = (try await person("owner"), try await person("stranger"))
        let (here, there) = (try await found("Here", owner), try await found("There", stranger))
        var credentials = [
            "owner": try await session(owner, here), "stranger": try await session(stranger, there),
            "worker": try await token(PermissionTable.worker, owner, here), "form": try await token(PermissionTable.form, owner, here),
            "strange worker": try await token(PermissionTable.worker, stranger, there),
            "service": try await people.workspaceKeys.texts(of: here).service.opaque.revealedText,
        ]
        for role in [Role.admin, .member, .viewer] {
            let someone = try await person(role.rawValue)
            try await store.write { try Members.add(someone, as: role, to: here, at: .now(), $0) }
            credentials[role.rawValue] = try await session(someone, here)
        }
        workspace = here
        self.credentials = credentials
    }

    /// Sends a request to the routes, with nothing between.
    @discardableResult
    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, as name: String = "owner", headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.authorization] = "Bearer \(credentials[name] ?? "")"
        if body != nil { headers[.contentType] = "application/json" }
        let head = HTTPRequest(method: method, scheme: "http", authority: "node", path: "/api/v1\(path)", headerFields: headers)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body ?? ""))),
            context: APIContext(source: ServingContextSource(logger: logger, record: RequestRecord())))
        let collector = Collector()
        try await response.body.write(collector)
        return Answer(status: response.status.code, headers: response.headers, body: try Self.json(collector.bytes))
    }

    /// Enqueues a job and answers its id.
    func enqueue(_ draft: String) async throws -> String {
        let answer = try await call(.post, "/jobs", draft)
        #expect(answer.status == 201, "\(answer)")
        return answer.id
    }

    /// Takes one job; answers its id and lease.
    func lease(_ kind: String, as name: String = "worker") async throws -> (id: String, lease: Int64) {
        let answer = try await call(.post, "/worker/leases", #"{"kinds":["\#(kind)"],"worker":"w1"}"#, as: name)
        let job = try #require(answer["jobs"]?.array?.first)
        return (try #require(job["id"]?.string), try #require(job["lease"]?.integer))
    }

    func actions() async throws -> [String] {
        try await api.people.audit.list(in: workspace, limit: 200).items.reversed().map(\.action.rawValue).filter {
            !$0.hasPrefix("session.") && !$0.hasPrefix("token.")
        }
    }

    private static func json(_ bytes: ByteBuffer) throws -> JSONValue {
        bytes.readableBytes == 0 ? .null : try JSONDecoder().decode(JSONValue.self, from: Data(bytes.readableBytesView))
    }
}

private final class Collector: ResponseBodyWriter {
    var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws { bytes.writeImmutableBuffer(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Lends a world of its own.
func withJobsAPI(_ body: (JobsWorld) async throws -> Void) async throws {
    try await withAPI { api in try await body(try await JobsWorld(api: api)) }
}
