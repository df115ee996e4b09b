package import Primitives

/// How much an erasure took away; never what it was.
package struct ErasureCounts: Hashable, Sendable {
    /// Leads that went, or were changed.
    package var leads = 0
    package var contacts = 0
    package var notes = 0
    /// Entries of histories.
    package var history = 0
    package var messages = 0
    package var analyses = 0
    package var dossiers = 0
    /// Files that went, or were called by them.
    package var files = 0
    package var events = 0
    package var jobs = 0
    /// Files of imports in which the lead or person stood.
    package var imports = 0
    /// Payouts, which stay for the books, and name the lead or the person no more.
    package var payouts = 0
    /// Views in whose name or filter they stood.
    package var views = 0
    /// Answers that were kept for clients that ask twice.
    package var answers = 0

    private var all: [(name: StaticString, count: Int)] {
        [
            ("leads", leads), ("contacts", contacts), ("notes", notes), ("history", history), ("messages", messages),
            ("analyses", analyses), ("dossiers", dossiers), ("files", files), ("events", events), ("jobs", jobs),
            ("imports", imports), ("payouts", payouts), ("views", views), ("answers", answers),
        ]
    }

    var audited: JSONValue {
        .object(Dictionary(uniqueKeysWithValues: all.map { ("\($0.name)", .integer(Int64($0.count))) }))
    }

    static func += (left: inout ErasureCounts, right: ErasureCounts) {
        left.leads += right.leads
        left.contacts += right.contacts
        left.notes += right.notes
        left.history += right.history
        left.messages += right.messages
        left.analyses += right.analyses
        left.dossiers += right.dossiers
        left.files += right.files
        left.events += right.events
        left.jobs += right.jobs
        left.imports += right.imports
        left.payouts += right.payouts
        left.views += right.views
        left.answers += right.answers
    }
}

extension ErasureCounts: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            for (name, count) in all { json.member(name, count) }
        }
    }
}
