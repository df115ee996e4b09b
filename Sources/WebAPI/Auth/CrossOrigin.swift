import HTTPTypes
import Hummingbird
import Primitives

/// Lets pages of any origin use the service (Fetch §3.2). No cookie counts here, so nothing is given away by that: whoever asks has to
/// show a token, which another site's page does not have.
enum CrossOrigin {
    /// What one browser may ask for; bounds what is sent back.
    private static let askedByteLimit = 2_048

    private static let methods = "GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS"
    private static let usualHeaders =
        "authorization, apikey, content-type, x-client-info, x-supabase-api-version, x-retry-count, prefer, accept, traceparent, tracestate"
    /// Without the first, clients in browsers can't read the code of an error.
    private static let exposed =
        "x-supabase-api-version, x-sb-error-code, x-total-count, link, retry-after, content-range, content-length, location, etag, "
        + "tus-resumable, upload-offset, upload-length, upload-expires"

    /// Marks an answer as one for every origin.
    ///
    /// - Parameter exposed: the headers that pages may read.
    static func open(_ headers: inout HTTPFields, exposing exposed: String = exposed) {
        headers[.accessControlAllowOrigin] = "*"
        headers[.accessControlExposeHeaders] = exposed
    }

    /// The answer to a browser that asks before it sends.
    static func preflight(_ request: Request) -> Response {
        var headers: HTTPFields = [
            .accessControlAllowMethods: methods,
            .accessControlAllowHeaders: asked(in: request.headers) ?? usualHeaders,
            .accessControlMaxAge: "3600",
            .vary: "Access-Control-Request-Headers",
        ]
        open(&headers)
        return Response(status: .noContent, headers: headers)
    }

    /// The headers that the browser names, if they are names (RFC 9110 §5.6.2).
    private static func asked(in headers: HTTPFields) -> String? {
        guard let asked = headers[.accessControlRequestHeaders], !asked.isEmpty, asked.utf8.count <= askedByteLimit,
            asked.split(separator: ",").allSatisfy({ HTTPField.Name(String($0).trimmingSpaces()) != nil })
        else { return nil }
        return asked
    }
}
