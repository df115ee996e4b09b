/// How a log line is written: for machines or for people.
package enum LogFormat: String, Sendable, CaseIterable {
    case json
    case pretty
}
