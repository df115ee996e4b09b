/// An event that its writer should not have tried to append: a defect of the caller.
package enum EventLogError: Error, Sendable {
    /// The payload is over ``EventLog/payloadLimit``.
    case payloadTooLarge(type: String, bytes: Int)
    /// No room, too many, or one twice.
    case unfitRooms(type: String)
}
