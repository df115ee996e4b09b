import Synchronization

/// What a smoke test has put into a node, from the moment in which that is known: none of it is to stay.
final class SmokeLeftovers: Sendable {
    private let leads = Mutex<[String]>([])

    var leadIDs: [String] { leads.withLock(\.self) }

    func add(lead id: String) {
        leads.withLock { if !$0.contains(id) { $0.append(id) } }
    }
}
