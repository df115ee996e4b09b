import DataStore

/// By which way a code was asked for: the node's own page, or a stock client. Says where its link leads.
package enum CodeDoor: String, Sendable, SQLConvertible {
    case page
    case wire
}
