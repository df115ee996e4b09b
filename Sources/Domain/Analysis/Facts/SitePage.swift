/// A page that was fetched and read, with what its answer said.
struct SitePage: Sendable {
    let address: WebAddress
    let role: PageRole?
    let status: Int
    /// Names lower-cased.
    let headers: [String: String]
    let byteCount: Int
    let isTruncated: Bool
    private(set) var content: PageContent
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

    /// As it waits for the rest of its site: ``unpacked`` before anything is looked for in its text.
    var packed: SitePage {
        var page = with(content.text.packed)
        page.content.links = content.links.withoutSpareRoom
        return page
    }

    /// Menus and lists stand on every page of a site, and the first page with a link is the evidence of what it says.
    func withoutLinks(of earlier: [SitePage]) -> SitePage {
        let known = Set(earlier.flatMap(\.content.links))
        var page = self
        page.content.links = content.links.filter { !known.contains($0) }.withoutSpareRoom
        return page
    }

    var unpacked: SitePage { with(content.text.unpacked) }

    private func with(_ text: PageText) -> SitePage {
        var page = self
        page.content.text = text
        return page
    }

    var url: String { address.description }
    var text: PageText { content.text }
}
