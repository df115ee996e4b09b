/// What was sent with a report, as it was sent: a stranger's bytes, to be saved by whoever wants them and never shown.
package struct ErrorAttachment: Hashable, Sendable {
    package let name: String
    package let content: [UInt8]
}
