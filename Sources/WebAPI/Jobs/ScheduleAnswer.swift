import JobQueue
import Primitives

/// A schedule with how far it has come, and when it runs next.
struct ScheduleAnswer: Sampled, VersionedEntity {
    let schedule: Schedule

    var version: Int64 { Int64(schedule.version) }

    static var sample: Self { Self(schedule: .sample) }

    func write(to json: inout JSONWriter) {
        let definition = schedule.definition
        json.object { json in
            json.member("id", schedule.id)
            json.member("name", definition.name)
            json.member("cron", definition.cron)
            json.member("timeZone", definition.timeZone)
            json.member("kind", definition.kind)
            json.member("queue", definition.queue)
            json.member("arguments", json: definition.arguments.utf8)
            json.member("priority", definition.priority)
            json.member("catchUp", definition.catchUp)
            json.member("overlap", definition.overlap)
            json.member("paused", definition.paused)
            json.member("lastRunAt", schedule.lastRunAt)
            json.member("lastJobId", schedule.lastJobID)
            json.member("nextRunAt", schedule.nextRunAt)
            json.member("upcoming", array: schedule.upcoming())
            json.member("version", schedule.version)
            json.member("createdAt", schedule.createdAt)
            json.member("updatedAt", schedule.updatedAt)
        }
    }
}
