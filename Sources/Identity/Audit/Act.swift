package import Primitives

/// One request of somebody, as the audit log and the limits see it: who, from where, and in which story.
package struct Act: Sendable {
    /// `nil` while someone signs in, and for what the operator does on the machine itself.
    package let principal: Principal?
    package let traceID: TraceID
    /// As the node believes it: the peer's, or the one that a trusted proxy names.
    package let remoteAddress: String?
    package let userAgent: String?

    /// Browsers send about 150 bytes; the rest would be stored for nobody.
    static let userAgentByteLimit = 512
    /// The longest form of an IPv6 address with a zone is far below.
    static let remoteAddressByteLimit = 64

    /// - Parameters: texts are cleaned and cut, for they come from outside.
    package init(principal: Principal?, traceID: TraceID = TraceID(), remoteAddress: String?, userAgent: String?) {
        self.principal = principal
        self.traceID = traceID
        self.remoteAddress = remoteAddress.map { $0.prefix(utf8: Self.remoteAddressByteLimit).singleLine() }
        self.userAgent = userAgent.map { $0.prefix(utf8: Self.userAgentByteLimit).singleLine() }
    }

    /// Something that the operator does by a command on the machine.
    package static func byOperator(traceID: TraceID = TraceID()) -> Act {
        Act(principal: nil, traceID: traceID, remoteAddress: nil, userAgent: "uprising command line")
    }

    /// The same request once it is known who makes it.
    package func by(_ principal: Principal) -> Act {
        Act(principal: principal, traceID: traceID, remoteAddress: remoteAddress, userAgent: userAgent)
    }
}
