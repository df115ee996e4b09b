import Primitives

/// What to change of a schedule; what is absent stays.
package struct ScheduleChange: Hashable, Sendable {
    package var name: String?
    package var cron: String?
    package var timeZone: String?
    package var kind: String?
    package var queue: String?
    package var arguments: String?
    package var priority: Int?
    package var catchUp: CatchUp?
    package var overlap: Overlap?
    package var paused: Bool?

    package init(
        name: String? = nil, cron: String? = nil, timeZone: String? = nil, kind: String? = nil, queue: String? = nil,
        arguments: String? = nil, priority: Int? = nil, catchUp: CatchUp? = nil, overlap: Overlap? = nil, paused: Bool? = nil
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

    /// - Throws: ``Failure`` `invalidRequest`.
    func applied(to old: ScheduleDefinition) throws(Failure) -> ScheduleDefinition {
        try ScheduleDefinition(
            name: name ?? old.name, cron: cron ?? old.cron, timeZone: timeZone ?? old.timeZone, kind: kind ?? old.kind,
            queue: queue ?? old.queue, arguments: arguments ?? old.arguments, priority: priority ?? old.priority,
            catchUp: catchUp ?? old.catchUp, overlap: overlap ?? old.overlap, paused: paused ?? old.paused)
    }
}
