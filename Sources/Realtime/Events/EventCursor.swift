/// How far a reader has come: everything up to `seq` of the database history `epoch`.
package struct EventCursor: Hashable, Sendable, Codable {
    package let epoch: String
    package let seq: Int64

    package init(epoch: String, seq: Int64) {
        self.epoch = epoch
        self.seq = seq
    }
}
