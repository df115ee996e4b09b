import HTTPServing
import HTTPTypes
import Primitives
import Telemetry

/// A refusal as SDKs log it: `{"detail":…,"causes":[…]}`.
struct SentryRefusalAnswer: JSONWritable {
    let status: HTTPResponse.Status
    let code: FailureCode
    let headers: HTTPFields
    private let detail: String
    private let causes: [String]

    init(_ status: HTTPResponse.Status, _ code: FailureCode, _ detail: String, causes: [String] = [], headers: HTTPFields = [:]) {
        self.status = status
        self.code = code
        self.detail = detail
        self.causes = causes
        self.headers = headers
    }

    init(_ refusal: SentryRefusal) {
        switch refusal {
        case .missingKey: self.init(.unauthorized, .unauthenticated, "missing authorization information")
        case .wrongKey: self.init(.forbidden, .forbidden, "event submission rejected with_reason: ProjectId")
        case .badEncoding(let cause): self.init(.badRequest, .malformedBody, "invalid event envelope", causes: [cause])
        case .malformed(let cause): self.init(.badRequest, .malformedBody, "invalid event envelope", causes: [cause])
        case .tooLarge(let cause): self.init(.contentTooLarge, .bodyTooLarge, "envelope exceeded size limits", causes: [cause])
        }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("detail", detail)
            json.member("causes", array: causes)
        }
    }
}
