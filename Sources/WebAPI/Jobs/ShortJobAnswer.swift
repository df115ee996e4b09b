import JobQueue
import Primitives

/// A job as lists show it.
struct ShortJobAnswer: Sampled {
    let job: JobRecord

    static var sample: Self { Self(.sample) }

    init(_ job: JobRecord) {
        self.job = job
    }

    func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("id", job.id)
        json.member("queue", job.queue.description)
        json.member("kind", job.kind)
        json.member("external", job.isExternal)
        json.member("state", job.state)
        json.member("held", job.isHeld)
        json.member("priority", job.priority)
        json.member("runAt", job.runAt)
        json.member("attempt", job.attempt)
        json.member("maxAttempts", job.maxAttempts)
        json.member("progress", job.progress)
        json.member("progressText", job.progressText)
        json.member("error", job.error)
        json.member("subjectId", job.subjectID)
        json.member("key", job.limitKey.map(keyName))
        json.member("parentId", job.parentID)
        json.member("waitsFor", job.waitsFor)
        json.member("worker", job.worker)
        json.member("leaseExpiresAt", job.leaseExpiresAt)
        json.member("cancelReason", job.cancelReason)
        json.member("traceId", job.traceID.description)
        json.member("version", job.version)
        json.member("createdAt", job.createdAt)
        json.member("startedAt", job.startedAt)
        json.member("finishedAt", job.finishedAt)
        json.member("updatedAt", job.updatedAt)
    }

    /// Without what keeps the keys of workspaces apart in the table.
    private func keyName(_ key: String) -> String {
        for prefix in ["workspace \(job.workspaceID ?? "") ", "node "] where key.hasPrefix(prefix) {
            return String(key.dropFirst(prefix.count))
        }
        return key
    }
}
