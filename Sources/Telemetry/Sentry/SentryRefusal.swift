/// Why an envelope was not taken; nothing of it is kept then.
package enum SentryRefusal: Error, Hashable, Sendable {
    case missingKey
    /// A wrong key, a key of another project, or no such project: whoever asks learns no more.
    case wrongKey
    /// The body does not inflate, or says that it is encoded in a way that is not taken.
    case badEncoding(String)
    case malformed(String)
    case tooLarge(String)
}
