package import Primitives

/// What somebody had seen of a lead when they last had its war room before them, the same on all their devices.
package struct LeadVisit: Hashable, Sendable, Sampled {
    package let leadId: ID<Lead>
    /// The last entry of the lead's history that they saw; `nil` when there was none yet.
    package let upTo: ID<LeadChange>?
    package let at: Timestamp

    package static var sample: Self {
        let moment = Timestamp(seconds: 1_893_456_000)
        return Self(leadId: ID(at: moment), upTo: ID(at: moment), at: moment)
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("leadId", leadId)
            json.member("upTo", upTo)
            json.member("at", at)
        }
    }
}
