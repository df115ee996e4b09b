/// Which kinds of channel a node offers.
package struct ChannelPolicy: Sendable {
    /// Whether anybody with a valid credential may join a channel by any name, as stock clients do out of the box.
    package let allowsPublic: Bool

    package init(allowsPublic: Bool) {
        self.allowsPublic = allowsPublic
    }
}
