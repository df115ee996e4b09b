import DataStore
import Primitives

/// Who made an analysis. The names are those of the setting ANALYZER.
package enum AnalyzerName: String, Codable, CaseIterable, Sendable, SQLConvertible, JSONWritable {
    /// This node, by its own rules.
    case builtin
    /// A service of the team's own.
    case http
    /// A language model, over the facts that this node found.
    case openai
}
