import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Where a redeemed link leads, and what it carries there.
struct LinkTarget {
    /// Without a fragment.
    let address: String
    /// Whether the client exchanges an authorization code (PKCE) instead of reading tokens from the fragment.
    let wantsCode: Bool

    func response(_ session: NewSession, type: LinkType, at now: Timestamp) -> Response {
        Self.response(to: "\(address)#\(Self.form(AuthSessionAnswer.parameters(of: session, type: type.rawValue, at: now)))")
    }

    func response(code: String) -> Response {
        Self.response(to: withQuery([("code", code)]))
    }

    func response(message: String) -> Response {
        let parameters = [("message", message), ("sb", "")]
        return Self.response(to: "\(wantsCode ? withQuery([("message", message)]) : address)#\(Self.form(parameters))")
    }

    func response(refused error: AuthError) -> Response {
        guard case .coded(let code, let message) = error.body else { return Self.response(to: address) }
        let parameters = [
            ("error", error.status.code >= 500 ? "server_error" : "access_denied"), ("error_code", code.rawValue),
            ("error_description", message),
        ]
        return Self.response(to: "\(wantsCode ? withQuery(parameters) : address)#\(Self.form(parameters + [("sb", "")]))")
    }

    private func withQuery(_ parameters: [(String, String)]) -> String {
        address + (address.contains("?") ? "&" : "?") + Self.form(parameters)
    }

    /// The address holds tokens: no cache keeps it, and it goes to nobody as a referrer.
    private static func response(to address: String) -> Response {
        var headers: HTTPFields = [.location: address, .cacheControl: "no-store", .contentLength: "0"]
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "no-referrer" }
        return Response(status: .seeOther, headers: headers)
    }

    /// application/x-www-form-urlencoded (WHATWG URL §5.2).
    static func form(_ parameters: [(String, String)]) -> String {
        parameters.map { "\(escape($0))=\(escape($1))" }.joined(separator: "&")
    }

    private static func escape(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: " "): result += "+"
            default: result += "%" + Hex.encode([byte]).uppercased()
            }
        }
    }
}
