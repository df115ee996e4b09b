/// Numbers the addresses that facts refer to, then the pages that were read and gave nothing.
struct SourceRegister {
    struct Entry {
        let number: Int
        let url: String
        let page: DossierPageRead?
    }

    /// No analyzer reads more; addresses beyond are left out.
    private static let pagesLimit = 500

    private let pages: [DossierPageRead]
    private let pageByURL: [[UInt8]: DossierPageRead]
    private var numbers: [[UInt8]: Int] = [:]
    private var entries: [Entry] = []

    init(pages: [DossierPageRead]) {
        self.pages = Array(pages.prefix(Self.pagesLimit))
        pageByURL = Dictionary(self.pages.map { (Self.key($0.url), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The same address always has the same number; an empty one has none.
    mutating func number(of url: String) -> Int? {
        guard !url.isEmpty else { return nil }
        let key = Self.key(url)
        if let number = numbers[key] { return number }
        let number = entries.count + 1
        numbers[key] = number
        entries.append(Entry(number: number, url: url, page: pageByURL[key]))
        return number
    }

    mutating func finished() -> [Entry] {
        for page in pages { _ = number(of: page.url) }
        return entries
    }

    /// Addresses too long to be links are told apart by their beginning only: an address may be megabytes long.
    private static func key(_ url: String) -> [UInt8] {
        Array(url.utf8.prefix(DossierLimits.linkBytes))
    }
}
