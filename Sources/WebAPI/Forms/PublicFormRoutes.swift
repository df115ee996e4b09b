import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives

/// The form itself: its page, and where it is sent. Whoever has the key may do this and nothing else, so no credential is asked for.
struct PublicFormRoutes: Sendable {
    /// Notes of 10,000 characters of four bytes each, percent-encoded.
    private static let bodyLimit = 131_072

    let forms: Forms
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.get("f/{key}") { request, context in
            let form = try await forms.open(try key(context))
            return FormPage(form: form, isSent: Query(request.uri)["sent"] != nil).response()
        }
        router.post("f/{key}", use: receive)
        router.on("f/{key}", method: .options) { request, context in
            let form = try await forms.open(try key(context))
            guard let origin = request.headers[.origin], form.origins.contains(origin) else { throw Self.refusal }
            var headers = Self.answerHeaders(for: origin)
            headers[.accessControlAllowMethods] = "POST"
            headers[.accessControlAllowHeaders] = "content-type"
            headers[.accessControlMaxAge] = "3600"
            return Response(status: .noContent, headers: headers)
        }
    }

    private func key(_ context: APIContext) throws -> String {
        guard let key = context.parameters.get("key") else { throw Failure(.notFound, "There is no such form, or it is closed.") }
        return key
    }

    @Sendable private func receive(_ request: Request, _ context: APIContext) async throws -> Response {
        let form = try await forms.open(try key(context))
        context.record.workspaceID = form.workspaceId.description
        guard let origin = Self.origin(of: request), form.origins.contains(origin) || gate.isOwn(origin, authority: request.head.authority)
        else { throw Self.refusal }
        let isForProgram =
            FormBody.isJSON(request.headers) || request.headers[.accept].map { !$0.contains("html") && $0.contains("json") } ?? false
        var values: Forms.Values = [:]
        do throws(any Error) {
            try forms.admit(to: form, remote: gate.act(request.head, context.record).remoteAddress)
            values = try await FormBody.values(of: request, upTo: Self.bodyLimit, in: context)
            try await forms.receive(values, for: form, trace: context.record.traceID)
        } catch let failure as Failure {
            if isForProgram {
                return ProblemResponse.response(failure, record: context.record, headers: Self.answerHeaders(for: origin))
            }
            guard failure.code == .invalidRequest || failure.code == .rateLimited else { throw failure }
            return FormPage(form: form, values: values, failure: failure).response(status: failure.code.status)
        }
        guard isForProgram else {
            // A page that is loaded again sends nothing again.
            return Response(status: .seeOther, headers: [.location: "\(form.path)?sent=1", .cacheControl: "no-store"])
        }
        return .json(Accepted(thanks: FormPage.thanks(of: form)), status: .created, headers: Self.answerHeaders(for: origin))
    }

    private struct Accepted: JSONWritable {
        let thanks: String

        func write(to json: inout JSONWriter) {
            json.object { $0.member("thanks", thanks) }
        }
    }

    /// Browsers send the one with every POST; the other stands in where a proxy has taken it away.
    private static func origin(of request: Request) -> String? {
        if let origin = request.headers.single(.origin) { return origin }
        guard let referer = request.headers[.referer] else { return nil }
        let parts = referer.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count >= 3 && parts[1].isEmpty ? parts.prefix(3).joined(separator: "/") : nil
    }

    private static func answerHeaders(for origin: String) -> HTTPFields {
        [.accessControlAllowOrigin: origin, .vary: "Origin"]
    }

    private static let refusal = Failure(
        .originRefused, "This form can't be sent from there. Whoever manages the forms of the workspace can add the site to its origins.")
}

extension HTTPField.Name {
    fileprivate static let referer: HTTPField.Name = {
        guard let name = HTTPField.Name("Referer") else { preconditionFailure("the name is a token") }
        return name
    }()
}
