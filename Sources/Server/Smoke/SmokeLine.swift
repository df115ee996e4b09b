/// What came of one check.
struct SmokeLine: Sendable, Encodable {
    enum Outcome: String, Sendable, Encodable {
        case passed, failed, skipped
    }

    let check: String
    let outcome: Outcome
    let milliseconds: Int64
    /// What was found, what is wrong, or what was missing.
    let detail: String
}
