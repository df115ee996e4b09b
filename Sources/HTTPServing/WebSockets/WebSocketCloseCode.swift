/// A close code (RFC 6455 §7.4 and its registry).
///
/// This node never closes with 1000: stock Phoenix clients take it for the end and do not come back.
package struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let normal = WebSocketCloseCode(rawValue: 1000)
    package static let goingAway = WebSocketCloseCode(rawValue: 1001)
    package static let protocolError = WebSocketCloseCode(rawValue: 1002)
    /// Never sent: stands for a close frame without a code.
    package static let none = WebSocketCloseCode(rawValue: 1005)
    /// Never sent: stands for no close frame.
    package static let abnormal = WebSocketCloseCode(rawValue: 1006)
    package static let invalidText = WebSocketCloseCode(rawValue: 1007)
    package static let policyViolation = WebSocketCloseCode(rawValue: 1008)
    package static let tooLarge = WebSocketCloseCode(rawValue: 1009)
    /// The node shuts down or restarts: come back after a moment.
    package static let restart = WebSocketCloseCode(rawValue: 1012)
    /// The client read too slowly and missed frames: come back and resume from your cursor.
    package static let resume = WebSocketCloseCode(rawValue: 1013)

    /// Whether a peer may send it (RFC 6455 §7.4.1, §7.4.2).
    var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
