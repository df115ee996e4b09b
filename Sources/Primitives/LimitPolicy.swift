/// A limit that a request has hit, as the headers `RateLimit-Policy` and `RateLimit` tell it (draft-ietf-httpapi-ratelimit-headers).
package struct LimitPolicy: Hashable, Sendable {
    /// A word for programs: `sign-in-codes`.
    package let name: String
    package let quota: Int
    /// In which time the quota is to be had; `nil` for one of requests at the same time.
    package let window: Duration?

    package init(_ name: String, quota: Int, in window: Duration?) {
        self.name = name
        self.quota = quota
        self.window = window
    }
}
