/// A page that was fetched and read, with what its answer said.
struct SitePage: Sendable {
    let address: WebAddress
    let role: PageRole?
    let status: Int
    /// Names lower-cased.
    let headers: [String: String]
    let byteCount: Int
    let isTruncated: Bool
    /// Decoded markup in UTF-8, for traces of technology.
    let html: [UInt8]
    let content: PageContent

    init(_ page: FetchedPage, role: PageRole?) {
        address = page.address
        self.role = role
        status = page.status
        headers = page.headers
        byteCount = page.body.count
        isTruncated = page.isTruncated
        html = PageDecoder.decode(page.body, contentType: page.headers["content-type"])
        content = PageReader.read(html)
    }

    var url: String { address.description }
    var text: PageText { content.text }
}
