import JobQueue
import Primitives

/// What is kept with an idempotency key of the job that it enqueued.
struct JobReceipt: Codable, Sendable {
    let id: ID<JobRecord>
    let isNew: Bool
}

extension JobReceipt: JSONWritable {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("isNew", isNew)
        }
    }
}
