package import HTTPTypes

/// Told of every request that was answered, for measuring: called on the hot path, so it must neither wait nor do much.
package protocol RequestObserver: Sendable {
    /// Called once a request, when its answer is out or could not be sent.
    ///
    /// - Parameters:
    ///   - route: the template, never the path: `/api/v1/leads/{id}`; `(asset)`, `(page)` or `(none)` where no route answered.
    ///   - duration: from the head of the request to the end of the answer.
    func answered(method: HTTPRequest.Method, route: String, status: Int, duration: Duration)
}
