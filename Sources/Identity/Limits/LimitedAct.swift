import DataStore

/// What is limited by remote, each with a budget of its own.
package enum LimitedAct: String, Sendable, CaseIterable, SQLConvertible {
    case codeRequest = "code_request"
    case verification
}
