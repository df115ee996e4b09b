import Primitives

/// When a person gets what they are told of by mail.
package enum MailChoice: String, Sendable, Codable, CaseIterable, JSONWritable {
    case atOnce = "at once"
    /// With all else of the day, at the hour that they chose.
    case daily
    case never
}
