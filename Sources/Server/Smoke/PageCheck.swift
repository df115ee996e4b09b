import NIOCore

/// The page, its scripts and its style sheets load, together within the time that the product's runbook allows.
struct PageCheck {
    /// Runbook: “page dashboard charge en < 2s”.
    static let limit = Duration.seconds(2)
    /// A page of this node has three; more would be a page of something else.
    private static let referenceLimit = 20

    let client: SmokeClient
    let limit: Duration

    func run() async throws -> String {
        let begun = ContinuousClock.now
        let page = try await client.get("/").expecting(200)
        guard page.mediaType == "text/html" else { throw NodeFault("GET / is \(page.mediaType), not text/html") }
        let references = PageReferences(html: String(buffer: page.body))
        guard !references.scripts.isEmpty else { throw NodeFault("the page names no script") }
        guard !references.styleSheets.isEmpty else { throw NodeFault("the page names no style sheet") }
        let files = references.scripts.map { ($0, "text/javascript") } + references.styleSheets.map { ($0, "text/css") }
        guard files.count <= Self.referenceLimit else {
            throw NodeFault("the page names \(files.count) files; at most \(Self.referenceLimit) are loaded")
        }
        let bytes = try await load(files)
        let took = ContinuousClock.now - begun
        guard took < limit else {
            throw NodeFault("the page took \(took.inSeconds) to load; less than \(limit.inSeconds) is wanted")
        }
        return "\(files.count + 1) files, \(page.body.readableBytes + bytes) bytes"
    }

    /// All at once, as a browser does.
    private func load(_ files: [(reference: String, type: String)]) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for (reference, type) in files {
                group.addTask { [client] in
                    guard let path = client.target.path(of: reference) else {
                        throw NodeFault("the page loads \(reference) from another origin")
                    }
                    let file = try await client.get(path).expecting(200)
                    guard file.mediaType == type else { throw NodeFault("\(file.request) is \(file.mediaType), not \(type)") }
                    guard file.body.readableBytes > 0 else { throw NodeFault("\(file.request) is empty") }
                    return file.body.readableBytes
                }
            }
            return try await group.reduce(0, +)
        }
    }
}
