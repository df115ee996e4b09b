/// What is wrong with `SMTP_URL`, with the remedy, and never with any part of the password.
package struct SMTPSettingsFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
