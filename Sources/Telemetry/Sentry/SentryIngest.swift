package import Primitives

/// Takes envelopes: what is over budget is dropped and counted, the rest waits to be written.
package struct SentryIngest: Sendable {
    /// What is known of a project when a report comes for it.
    package struct Project: Sendable {
        package let id: ErrorProjectID
        let budgetPerMinute: Int
        let keepsAddresses: Bool
        /// Whether its frames are of this node's own page, and its reports are sent on.
        let isBuiltIn: Bool

        package init(id: ErrorProjectID, budgetPerMinute: Int, keepsAddresses: Bool, isBuiltIn: Bool) {
            self.id = id
            self.budgetPerMinute = budgetPerMinute
            self.keepsAddresses = keepsAddresses
            self.isBuiltIn = isBuiltIn
        }
    }

    private static let eventLimits = BoundedJSON.Limits(bytes: EnvelopeReader.Limits.eventBytes)
    private static let reportLimits = BoundedJSON.Limits(
        bytes: EnvelopeReader.Limits.reportBytes, depth: 8, values: 2_000, stringBytes: 200)
    private static let sessionLimits = BoundedJSON.Limits(
        bytes: EnvelopeReader.Limits.reportBytes, depth: 8, values: 5_000, stringBytes: 1_000)
    private static let reportedLosses = 200

    let intake: ErrorIntake
    let budget: SentryBudget
    let maps: SourceMaps
    /// Called with what is sent on to another Sentry.
    let forward: @Sendable (ErrorEvent) -> Void
    let clock: WallClock

    package init(
        intake: ErrorIntake, budget: SentryBudget = SentryBudget(), maps: SourceMaps, clock: WallClock = .system,
        forward: @escaping @Sendable (ErrorEvent) -> Void
    ) {
        self.intake = intake
        self.budget = budget
        self.maps = maps
        self.clock = clock
        self.forward = forward
    }

    /// - Parameter address: where it came from, for `{{auto}}`.
    /// - Throws: ``SentryRefusal`` `malformed` when its event can't be read.
    package func take(_ envelope: SentryEnvelope, of project: Project, from address: String?) throws(SentryRefusal) -> SentryAnswer {
        var answer = SentryAnswer(eventID: envelope.header.eventID)
        var sessions = 0
        for item in envelope.items {
            switch item.kind {
            case .event:
                // One an envelope; of more, each has an id of its own.
                let taken = try take(item, in: envelope, of: project, from: address)
                answer = SentryAnswer(eventID: taken.eventID, limit: answer.limit ?? taken.limit)
            case .clientReport: count(lossesIn: item, of: project)
            case .session:
                intake.tallies.add(1, of: project.id, item.kind.rawValue, "accepted")
                if sessions < EnvelopeReader.Limits.sessions { count(sessionsIn: item, of: project) }
                sessions += 1
            default: intake.tallies.add(item.count, of: project.id, item.kind.rawValue, "accepted")
            }
        }
        return answer
    }

    private func take(
        _ item: SentryEnvelope.Item, in envelope: SentryEnvelope, of project: Project, from address: String?
    ) throws(SentryRefusal) -> SentryAnswer {
        if let wait = budget.spend(of: project.id, limit: project.budgetPerMinute, at: .now) {
            return dropped(envelope.header.eventID, wait, "budget", of: project)
        }
        let json: JSONValue
        do {
            json = try BoundedJSON.parse(item.payload, Self.eventLimits)
        } catch {
            intake.tallies.add(1, of: project.id, "error", "invalid")
            throw .malformed("the event is \(error.rawValue)")
        }
        guard case .object = json else { throw .malformed("the event is no object") }
        let event = read(json, item, in: envelope, of: project, from: address)
        guard intake.take(event) else { return dropped(event.eventID, .seconds(1), "queue", of: project) }
        if project.isBuiltIn { forward(event) }
        return SentryAnswer(eventID: event.eventID)
    }

    private func dropped(_ event: String?, _ wait: Duration, _ reason: String, of project: Project) -> SentryAnswer {
        intake.tallies.add(1, of: project.id, "error", "dropped_\(reason)")
        return SentryAnswer(eventID: event, limit: .init(wait: wait, reason: reason))
    }

    private func read(
        _ json: JSONValue, _ item: SentryEnvelope.Item, in envelope: SentryEnvelope, of project: Project, from address: String?
    ) -> ErrorEvent {
        let id = envelope.header.eventID ?? json["event_id"]?.string.flatMap(EventID.normalized) ?? EventID.new()
        var members = json.object ?? [:]
        members["event_id"] = .string(id)
        if project.keepsAddresses, members["user"]?["ip_address"] == "{{auto}}" || members["user"]?["ip_address"] == nil,
            var user = members["user"]?.object, let address
        {
            user["ip_address"] = .string(address)
            members["user"] = .object(user)
        }
        var clean = Scrubber(keepsAddresses: project.keepsAddresses).clean(.object(members))
        if project.isBuiltIn { clean = maps.resolve(clean) }
        let now = clock.now()
        return ErrorEvent(
            id: id, project: project.id, json: clean, receivedAt: now,
            occurredAt: EventTime.occurred(json["timestamp"], sentAt: envelope.header.sentAt, receivedAt: now),
            items: envelope.items.map { item in
                ErrorEvent.Item(
                    type: item.kind.rawValue, byteCount: item.byteCount, name: item.filename,
                    content: item.kind == .attachment && item.isWhole ? item.payload : nil)
            })
    }

    /// One that can't be read counts nothing: it is a stranger's, and no error of anybody here.
    private func count(sessionsIn item: SentryEnvelope.Item, of project: Project) {
        guard let json = try? BoundedJSON.parse(item.payload, Self.sessionLimits) else { return }
        for update in SessionUpdate.all(in: json) { intake.sessions.add(update, of: project.id, at: clock.now()) }
    }

    private func count(lossesIn item: SentryEnvelope.Item, of project: Project) {
        intake.tallies.add(1, of: project.id, "client_report", "accepted")
        guard let report = try? BoundedJSON.parse(item.payload, Self.reportLimits) else { return }
        for loss in (report["discarded_events"]?.array ?? []).prefix(Self.reportedLosses) {
            guard let quantity = loss["quantity"]?.integer, (1...1_000_000_000).contains(quantity) else { continue }
            intake.tallies.add(
                Int(quantity), of: project.id, LossWords.category(loss["category"]?.string),
                "client_\(LossWords.reason(loss["reason"]?.string))")
        }
    }
}
