package import Primitives

/// A lead that others changed since somebody's last visit.
package struct LeadNews: Hashable, Sendable, Sampled {
    /// Nobody reads a larger number as anything but "many".
    package static let countLimit = 100
    /// Of the leads somebody was at last, so many are looked at.
    package static let visitLimit = 200

    package let visit: LeadVisit
    /// How many changes others made since; never more than ``countLimit``.
    package let changes: Int

    package static var sample: Self { Self(visit: .sample, changes: 2) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("leadId", visit.leadId)
            json.member("seenUpTo", visit.upTo)
            json.member("seenAt", visit.at)
            json.member("changes", changes)
        }
    }
}
