/// Why a text is no cron expression: which field, what stands there, what may stand there.
package struct CronError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String

    init(_ message: String) {
        self.message = message
    }

    init(_ field: CronField, _ text: some StringProtocol, _ reason: String) {
        message = "\(field.name) \"\(text)\": \(reason)"
    }

    package var description: String { message }
}
