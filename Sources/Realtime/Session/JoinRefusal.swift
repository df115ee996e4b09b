/// Why a join was refused, in the words that stock clients know: a code, a colon, a sentence.
package struct JoinRefusal: Sendable, Equatable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }

    package static func unauthorized(topic: String) -> JoinRefusal {
        JoinRefusal(reason: "Unauthorized: You do not have permissions to read from this Channel topic: \(topic)")
    }

    package static func tokenExpired(secondsAgo seconds: Int64) -> JoinRefusal {
        JoinRefusal(reason: "InvalidJWTToken: Token has expired \(seconds) seconds ago")
    }

    package static let malformedToken = JoinRefusal(reason: "MalformedJWT: The token provided is not a valid JWT")

    static let unmatchedTopic = JoinRefusal(reason: "unmatched topic")
    static let topicNameRequired = JoinRefusal(reason: "TopicNameRequired: You must provide a topic name")
    static let topicNameTooLong = JoinRefusal(reason: "TopicNameTooLong: A topic has at most \(PhoenixCodec.nameLimit) bytes")
    static let payloadTooLarge = JoinRefusal(reason: "payload_size_exceeded")
    static let privateOnly = JoinRefusal(reason: "PrivateOnly: This project only allows private channels")
    // Clients wait 30 seconds after a code that ends in "RateLimitReached", and 10 at most after any other.
    static let tooManyChannels = JoinRefusal(reason: "ChannelRateLimitReached: Too many channels")
    static let tooManyBindings = JoinRefusal(
        reason: "ChannelRateLimitReached: A channel has at most \(ChangeBindings.limit) entries in postgres_changes")
    static let tooManyJoins = JoinRefusal(reason: "ClientJoinRateLimitReached: Too many joins per second")
    static let publicReplay = JoinRefusal(reason: "UnableToReplayMessages: Replay is not allowed for public channels")
    static let malformedReplay = JoinRefusal(reason: "UnableToReplayMessages: Replay params are not valid")
    static let undecided = JoinRefusal(reason: "InternalServerError: The join could not be decided; try again")
}
