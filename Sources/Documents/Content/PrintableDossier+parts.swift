extension PrintableDossier {
    /// The first of a list, and how many more there were.
    struct Listing<Item: Sendable>: Sendable {
        var items: [Item] = []
        var hidden = 0

        var isEmpty: Bool { items.isEmpty && hidden == 0 }
    }

    struct Detail: Sendable {
        let label: String
        let value: String
    }

    struct Contact: Sendable {
        let name: String?
        let role: String?
        let email: String?
        let emailLink: WebAddress?
        let phone: String?
    }

    struct Signal: Sendable {
        let label: String
        let note: String?
        let found: Bool
        let points: String
        /// The signal's weight and the points that it gave, both from 0 to 1 of the longest bar in the chart.
        let track: Double
        let bar: Double
        let isPenalty: Bool
    }

    struct Fact: Sendable {
        let kind: String
        let label: String
        let value: String
        let snippet: String?
        let source: Int?
        let link: WebAddress?
    }

    struct Changes: Sendable {
        let since: String
        /// `62 → 76`.
        let score: String
        let items: Listing<Change>
    }

    struct Change: Sendable {
        let label: String
        let before: String?
        let after: String?
    }

    struct Source: Sendable {
        let number: Int
        let title: String?
        let address: String
        let link: WebAddress?
        let status: String
    }

    struct Moment: Sendable {
        let date: String
        let text: String
        let actor: String?
    }

    struct Note: Sendable {
        /// Who and when; nil for what stands with the lead itself.
        let heading: String?
        let paragraphs: [String]
    }
}
