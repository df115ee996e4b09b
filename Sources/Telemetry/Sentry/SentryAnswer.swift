import Primitives

/// What an envelope came to.
package struct SentryAnswer: Hashable, Sendable {
    /// Of its event, if it has one.
    package let eventID: String?
    /// Why part of it was not taken; the rest was.
    package var limit: Limit?

    package struct Limit: Hashable, Sendable {
        package let wait: Duration
        package let reason: String

        /// Whole seconds: SDKs read no fraction (and no back-off at all where there is one).
        package var seconds: Int64 { max(1, (wait.milliseconds + 999) / 1_000) }
        /// Names the categories: an empty list would also stop the reports of what was lost.
        package var header: String { "\(seconds):error;default:key:\(reason)" }
    }

    /// Tells SDKs not to make at all what is thrown away here.
    package static let unwanted = "86400:profile;profile_chunk;replay:organization:unsupported"
}
