import Foundation

/// Takes texts that name somebody out of others, whatever their case.
struct ErasedText: Sendable {
    static let mark = "[erased]"
    /// Shorter ones stand in half of all texts by chance.
    private static let shortestTerm = 4

    let terms: [String]

    /// The longest first: a name that holds another is replaced as a whole.
    init(_ terms: [String]) {
        self.terms = Set(terms).filter { $0.count >= Self.shortestTerm }.sorted { ($0.count, $0) > ($1.count, $1) }
    }

    func isIn(_ text: String?) -> Bool {
        guard let text else { return false }
        return terms.contains { text.range(of: $0, options: .caseInsensitive) != nil }
    }

    func replacing(in text: String) -> String {
        terms.reduce(text) { $0.replacingOccurrences(of: $1, with: Self.mark, options: .caseInsensitive) }
    }

    func replacing(in text: String?) -> String? { text.map { replacing(in: $0) } }
}
