import FoundationEssentials
package import Primitives

/// What is to recur, when and how, checked.
package struct ScheduleDefinition: Hashable, Sendable {
    /// Enough for a sentence.
    package static let nameLimit = 100
    /// As for any job.
    package static let argumentsLimit = 64 * 1_024

    package let name: String
    package let cron: String
    package let timeZone: String
    package let kind: String
    package let queue: String
    /// JSON text.
    package let arguments: String
    /// 0 (first) to 9 (last).
    package let priority: Int
    package let catchUp: CatchUp
    package let overlap: Overlap
    package let paused: Bool

    /// - Parameter queue: the kind's own if absent.
    /// - Throws: ``Failure`` `invalidRequest` that names every fault.
    package init(
        name: String, cron: String, timeZone: String = "UTC", kind: String, queue: String? = nil, arguments: String = "{}",
        priority: Int = 5, catchUp: CatchUp = .once, overlap: Overlap = .skip, paused: Bool = false
    ) throws(Failure) {
        self.init(
            stored: name.singleLine(), cron: cron, timeZone: timeZone, kind: kind, queue: queue ?? kind, arguments: arguments,
            priority: priority, catchUp: catchUp, overlap: overlap, paused: paused)
        let faults = faults
        guard faults.isEmpty else { throw Failure(.invalidRequest, "Some fields need another look.", fields: faults) }
    }

    /// Takes what was checked when it was stored: a rule that a later version reads otherwise must not make the row unreadable.
    init(
        stored name: String, cron: String, timeZone: String, kind: String, queue: String, arguments: String, priority: Int,
        catchUp: CatchUp, overlap: Overlap, paused: Bool
    ) {
        self.name = name
        self.cron = cron
        self.timeZone = timeZone
        self.kind = kind
        self.queue = queue
        self.arguments = arguments
        self.priority = priority
        self.catchUp = catchUp
        self.overlap = overlap
        self.paused = paused
    }

    /// `nil` when what was stored is no longer understood.
    package var recurrence: Recurrence? {
        guard let cron = try? CronExpression(cron), let zone = ScheduleZone(timeZone) else { return nil }
        return Recurrence(cron, in: zone)
    }

    private var faults: [FieldFault] {
        var faults: [FieldFault] = []
        func require(_ isRight: Bool, _ pointer: String, _ message: String) {
            if !isRight { faults.append(FieldFault(pointer, message)) }
        }
        require((1...Self.nameLimit).contains(name.unicodeScalars.count), "/name", "1 to \(Self.nameLimit) characters")
        do {
            require(try !CronExpression(cron).neverFires, "/cron", "no calendar has the days that \(cron) names")
        } catch {
            require(false, "/cron", error.message)
        }
        require(ScheduleZone(timeZone) != nil, "/timeZone", "a name of the IANA database such as Europe/Paris, or UTC")
        let name = "1 to 64 of a-z, 0-9, _, . and -, beginning with a letter or digit"
        require(Self.isName(kind), "/kind", name)
        require(Self.isName(queue), "/queue", name)
        require(Self.isJSON(arguments), "/arguments", "JSON of at most \(Self.argumentsLimit) bytes")
        require((0...9).contains(priority), "/priority", "0 (first) to 9 (last)")
        require(
            catchUp != .all || overlap == .allow, "/catchUp",
            "all needs overlap allow: the runs that were missed are enqueued together")
        return faults
    }

    private static func isName(_ text: String) -> Bool {
        func isAlphanumeric(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
        return (1...64).contains(text.utf8.count) && text.utf8.first.map(isAlphanumeric) == true
            && text.utf8.allSatisfy { isAlphanumeric($0) || "_.-".utf8.contains($0) }
    }

    private static func isJSON(_ text: String) -> Bool {
        text.utf8.count <= argumentsLimit && (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) != nil
    }
}
