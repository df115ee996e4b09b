package import Primitives

/// How far a reader has come: everything up to `seq` of the database history `epoch`.
package struct EventCursor: Hashable, Sendable, Codable, JSONWritable {
    package let epoch: String
    package let seq: Int64

    package init(epoch: String, seq: Int64) {
        self.epoch = epoch
        self.seq = seq
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("epoch", epoch)
            json.member("seq", seq)
        }
    }
}
