import DataStore
import Primitives

/// How bad an error is, in Sentry's words.
enum ErrorLevel: String, Sendable, CaseIterable, SQLConvertible, JSONWritable {
    case fatal, error, warning, info, debug
}
