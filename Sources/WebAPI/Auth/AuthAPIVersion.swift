import HTTPTypes

/// In which of its two shapes a client understands errors, by the date that it sends.
enum AuthAPIVersion {
    case initial
    /// `2024-01-01`: the code is a string of its own.
    case coded

    static let header = HTTPField.Name("X-Supabase-Api-Version")
    static let codedDate = "2024-01-01"

    init(_ headers: HTTPFields) {
        guard let name = Self.header, let text = headers[name], Self.isDate(text) else {
            self = .initial
            return
        }
        // Dates of this form sort as their texts do.
        self = text >= Self.codedDate ? .coded : .initial
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [4, 2, 2] && parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
    }
}
