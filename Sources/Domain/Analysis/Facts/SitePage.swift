/// A page that was fetched and read, with what its answer said.
struct SitePage: Sendable {
    let address: WebAddress
    let role: PageRole?
    let status: Int
    /// Names lower-cased.
    let headers: [String: String]
    let byteCount: Int
    let isTruncated: Bool
    let content: PageContent
    /// Products that left a trace; found at once, so that the markup need not be kept.
    let traces: [TechnologyFinder.Trace]

    init(_ page: FetchedPage, role: PageRole?) {
        address = page.address
        self.role = role
        status = page.status
        headers = page.headers
        byteCount = page.body.count
        isTruncated = page.isTruncated
        let html = PageDecoder.decode(page.body, contentType: page.headers["content-type"])
        content = PageReader.read(html)
        traces = TechnologyFinder.traces(in: html, of: content, headers: page.headers)
    }

    var url: String { address.description }
    var text: PageText { content.text }
}
