package import Primitives

/// What was learned about a lead from its site: facts with evidence, a score that can be recomputed by hand, openings.
///
/// A pure function of the pages, the hints, the language and the moment: the same input gives the same value. Its JSON is the API's.
package struct Analysis: Codable, Hashable, Sendable {
    package var analyzedAt: Timestamp
    /// Where the reading began after redirects; empty for a lead without a site.
    package var website: String
    /// Main language of the site (BCP 47 primary subtag).
    package var language: String?
    package var facts: [Fact]
    package var score: Score
    /// Sentences to begin a conversation with, best first.
    package var openings: [String]
    package var pages: [PageVisit]
    /// What the reader should know about how the analysis went.
    package var notices: [String]
    package var analyzer = AnalyzerName.builtin
    /// What is different from the analysis before; `nil` for a lead's first.
    package var changes: Changes?

    /// A page that was asked for.
    package struct PageVisit: Codable, Hashable, Sendable {
        package var url: String
        package var status: Int
        package var bytes: Int
        package var title: String?

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(url, forKey: .url)
            try container.encode(status, forKey: .status)
            try container.encode(bytes, forKey: .bytes)
            try container.encode(title, forKey: .title)
        }
    }

    // The contract has null where there is no value; a synthesised encoder would leave the member out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(analyzedAt, forKey: .analyzedAt)
        try container.encode(website, forKey: .website)
        try container.encode(language, forKey: .language)
        try container.encode(facts, forKey: .facts)
        try container.encode(score, forKey: .score)
        try container.encode(openings, forKey: .openings)
        try container.encode(pages, forKey: .pages)
        try container.encode(notices, forKey: .notices)
        try container.encode(analyzer, forKey: .analyzer)
        try container.encode(changes, forKey: .changes)
    }
}
