import HTTPTypes
import Primitives

extension LimitPolicy {
    /// That nothing is left, and when there is more (draft-ietf-httpapi-ratelimit-headers-10 §3, §4).
    func write(to fields: inout HTTPFields, retryAfter seconds: Int64) {
        let policy = window.map { "w=\($0.components.seconds)" } ?? #"qu="concurrent-requests""#
        fields[.rateLimitPolicy] = "\"\(name)\";q=\(quota);\(policy)"
        fields[.rateLimit] = "\"\(name)\";r=0;t=\(seconds)"
    }
}

extension HTTPField.Name {
    fileprivate static let rateLimit = known("RateLimit")
    fileprivate static let rateLimitPolicy = known("RateLimit-Policy")

    private static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("the name is a token") }
        return name
    }
}
