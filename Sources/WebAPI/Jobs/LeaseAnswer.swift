import JobQueue
import Primitives

/// A job as a worker gets it.
struct LeaseAnswer: Sampled {
    let lease: Leases.Lease

    static var sample: Self { Self(lease: .sample) }

    func write(to json: inout JSONWriter) {
        let job = lease.job
        json.object { json in
            json.member("id", job.id)
            json.member("lease", job.fence)
            json.member("kind", job.kind)
            json.member("queue", job.queue.description)
            json.member("arguments", json: job.arguments.utf8)
            json.member("attempt", job.attempt)
            json.member("maxAttempts", job.maxAttempts)
            json.member("priority", job.priority)
            json.member("subjectId", job.subjectID)
            json.member("traceId", job.traceID.description)
            json.member("traceparent", TraceContext(traceID: job.traceID, spanID: job.spanID).traceparent)
            json.member("leaseExpiresAt", job.leaseExpiresAt)
            json.member("timeoutSeconds", job.timeout.components.seconds)
            json.member("children", array: lease.children.map { ChildAnswer(child: $0) })
        }
    }

    private struct ChildAnswer: JSONWritable {
        let child: ChildOutcome

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", child.id)
                json.member("kind", child.kind)
                json.member("state", child.state)
                if let result = child.result { json.sometimes { $0.member("result", json: result.utf8) } }
                json.member("error", child.error)
            }
        }
    }
}
