/// Picks the facts that a salesperson reads first.
enum Highlights {
    /// As many as fit beside the openings on the first page.
    static let limit = 8

    /// What the company is and who to speak to come before how its site is made.
    private static let ranking = [
        "description", "company_name", "contact_name", "address", "legal_form", "siren", "hiring", "shop", "booking", "pricing",
        "technology",
        "last_update", "social", "language", "siret", "vat",
    ]

    /// At most one fact a kind, by rank, then in the order given; unknown kinds come last.
    static func strongest(of facts: [PrintableDossier.Fact]) -> [PrintableDossier.Fact] {
        var seen: Set<String> = []
        let first = facts.filter { seen.insert($0.kind).inserted }
        let ranked = first.enumerated().sorted { left, right in
            (rank(left.element.kind), left.offset) < (rank(right.element.kind), right.offset)
        }
        return ranked.prefix(limit).map(\.element)
    }

    private static func rank(_ kind: String) -> Int {
        ranking.firstIndex(of: kind) ?? ranking.count
    }
}
