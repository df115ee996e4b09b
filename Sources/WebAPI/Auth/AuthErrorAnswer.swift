import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

/// Writes a refusal in the shape that the client understands.
enum AuthErrorAnswer {
    private static let codeHeader = HTTPField.Name("x-sb-error-code")

    static func response(to error: AuthError, _ request: Request, _ record: RequestRecord) -> Response {
        record.errorCode = error.failureCode
        var headers = error.headers
        if case .coded(let code, _) = error.body, let name = codeHeader { headers[name] = code.rawValue }
        return .json(
            JSONText(members: members(of: error, AuthAPIVersion(request.headers), record.traceID)), status: error.status, headers: headers)
    }

    private static func members(of error: AuthError, _ version: AuthAPIVersion, _ trace: TraceID) -> [(StaticString, Member)] {
        switch error.body {
        case .gateway(let message, let hint):
            [("message", .text(message))] + (hint.map { [("hint", .text($0))] } ?? [])
        case .oauth(let error, let description):
            [("error", .text(error)), ("error_description", .text(description))]
        case .coded(let code, let message):
            switch version {
            case .coded: [("code", .text(code.rawValue)), ("message", .text(message))]
            case .initial:
                [("code", .number(error.status.code)), ("error_code", .text(code.rawValue)), ("msg", .text(message))]
                    + (error.status.code >= 500 ? [("error_id", .text(trace.description))] : [])
            }
        }
    }

    private enum Member {
        case text(String)
        case number(Int)
    }

    private struct JSONText: JSONWritable {
        let members: [(StaticString, Member)]

        func write(to json: inout JSONWriter) {
            json.object { json in
                for (name, value) in members {
                    switch value {
                    case .text(let text): json.member(name, text)
                    case .number(let number): json.member(name, number)
                    }
                }
            }
        }
    }
}
