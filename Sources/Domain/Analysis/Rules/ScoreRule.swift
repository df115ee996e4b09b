import Primitives

/// One signal of the score: what it can bring, and on what condition. The rules are data: `score.rules`.
struct ScoreRule: Sendable, Hashable {
    enum Condition: Sendable, Hashable {
        case fact(Analysis.Fact.Kind)
        case facts(Analysis.Fact.Kind, atLeast: Int)
        case ownEmail
        case freeEmail
        case validNumber(Analysis.Fact.Kind)
        case onlineBooking
        case updated(withinDays: Int)
        case dated(withinYears: Int)
        case secure
    }

    struct Step: Sendable, Hashable {
        let points: Int
        let condition: Condition
    }

    let id: String
    let weight: Int
    var french = ""
    var english = ""
    /// The first that holds counts.
    var steps: [Step] = []

    func label(in language: Language) -> String { language(french, english) }
}
