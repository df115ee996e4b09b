/// What is wrong with an entry of a join's `postgres_changes`, in the words that clients know and a sentence that says what to do.
struct ChangeFault: Error, Equatable {
    /// How much of a client's own text is said back.
    private static let quoteLimit = 60

    let message: String

    static func filter(_ reason: String) -> ChangeFault {
        ChangeFault(message: "Error parsing `filter` params: \(reason)")
    }

    static func parameters(_ reason: String) -> ChangeFault {
        ChangeFault(message: "Unable to subscribe to changes with given parameters. \(reason)")
    }

    static func quote(_ text: some StringProtocol) -> String {
        text.count <= quoteLimit ? "`\(text)`" : "`\(text.prefix(quoteLimit))…`"
    }
}
