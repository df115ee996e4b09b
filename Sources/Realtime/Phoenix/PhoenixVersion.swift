/// The serialisation that a socket speaks, by the `vsn` of its URL.
package enum PhoenixVersion: Sendable {
    /// 1.0.0: messages are JSON objects.
    case v1
    /// 2.0.0: messages are JSON arrays, broadcasts may be binary.
    case v2

    /// `nil` for a version that is not spoken here: refuse the upgrade with 403. None given means 1.0.0.
    package init?(query vsn: String?) {
        switch vsn {
        case nil, "1.0.0": self = .v1
        case "2.0.0": self = .v2
        default: return nil
        }
    }
}
