/// The `postgres_changes` of a join.
struct ChangeBindings: Sendable {
    /// A page shows a few tables; each entry is compared with every change of its table.
    static let limit = 100

    private let bindings: [ChangeBinding]

    /// Nulls and what is no object are left out, as the hosted original does.
    init(_ value: JSONSlice?) {
        var bindings: [ChangeBinding] = []
        for entry in value?.elements(limit: .max) ?? [] {
            if let binding = ChangeBinding(entry, id: bindings.count + 1) { bindings.append(binding) }
        }
        self.bindings = bindings
    }

    var count: Int { bindings.count }
    var isEmpty: Bool { bindings.isEmpty }

    /// The entries for the reply: in the order in which they came, with their ids.
    var echo: String { "[\(bindings.map(\.echo).joined(separator: ","))]" }

    /// What is to be watched, and what is wrong with the entries that can't be.
    ///
    /// - Parameter readable: the tables that the subscriber may read.
    func watches(_ readable: [ChangeTable]) -> (watches: [ChangeWatch], fault: String?) {
        var watches: [ChangeWatch] = []
        var faults: [String] = []
        for binding in bindings {
            do throws(ChangeFault) {
                watches += try binding.watches(readable)
            } catch {
                faults.append(error.message)
            }
        }
        guard let first = faults.first else { return (watches, nil) }
        return (watches, faults.count == 1 ? first : "\(first) (And \(faults.count - 1) more of the entries can't be followed.)")
    }

    /// The message that says how subscribing went.
    static func outcome(_ fault: String?, channel: String) -> String {
        let message = OutgoingMessage.jsonString(fault ?? "Subscribed to PostgreSQL")
        let status = fault == nil ? "ok" : "error"
        return """
            {"extension":"postgres_changes","status":"\(status)","message":\(message),"channel":\(OutgoingMessage.jsonString(channel))}
            """
    }
}
