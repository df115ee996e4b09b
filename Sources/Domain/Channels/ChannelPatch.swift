package import Primitives

/// A change of a channel's name or topic, or what a new one begins with.
package struct ChannelPatch: Sendable {
    static let nameLimit = 80
    static let topicLimit = 250

    let name: String?
    let topic: String??
    /// As it came, for whom it was not carried out.
    let wanted: JSONValue

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    package init(_ patch: MergePatch) throws(Failure) {
        wanted = patch.value
        var patch = patch
        name = patch.required("name", "Give the name of the channel.") { $0.line($1, $2, limit: Self.nameLimit) }
        topic = patch.text("topic") { $0.line($1, $2, limit: Self.topicLimit) }
        try patch.finish("The channel is not right.")
    }

    func applied(to channel: Channel) -> Channel {
        var channel = channel
        if let name { channel.name = name }
        if let topic { channel.topic = topic }
        return channel
    }
}
