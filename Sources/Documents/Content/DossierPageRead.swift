/// A web page that the analyzer asked for, and how the site answered.
package struct DossierPageRead: Sendable, Codable, Hashable {
    package var url: String
    /// The HTTP status.
    package var status: Int
    package var title: String?

    package init(url: String, status: Int, title: String? = nil) {
        self.url = url
        self.status = status
        self.title = title
    }
}
