package import Mail

/// Why a letter is given up at once.
package enum MailNotSent: Error, CustomStringConvertible {
    /// The server refused for good; the fault says it in the server's words.
    case refused(MailFault)
    /// What it says was of use no longer.
    case outdated
    /// The sealed content can't be opened: the root secret is another one, or the key has retired.
    case unreadable

    package var description: String {
        switch self {
        case .refused(let fault): "\(fault)"
        case .outdated: "the letter could not be sent while what it says was good"
        case .unreadable: "the sealed letter can't be opened: SECRET_KEY was changed, or its key has retired"
        }
    }
}
