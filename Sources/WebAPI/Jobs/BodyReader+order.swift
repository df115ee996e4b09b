import Domain
import JobQueue
import Primitives
import Realtime

/// Orders of jobs.
extension BodyReader {
    mutating func order(_ value: JSONSlice, at pointer: String) -> JobOrder {
        var order = JobOrder(at: pointer)
        object(value, pointer, "") { reader, name, value in
            if name == "arguments" {
                order.arguments = value.text
                return true
            }
            guard !value.isNull else { return true }
            switch name {
            case "kind": order.kind = reader.string(value, pointer, "/kind")
            case "queue": order.queue = reader.string(value, pointer, "/queue")
            case "priority": order.priority = reader.integer(value, pointer, "/priority")
            case "delaySeconds": order.delaySeconds = reader.number(value, pointer, "/delaySeconds")
            case "runAt": order.runAt = reader.moment(value, pointer, "/runAt")
            case "maxAttempts": order.maxAttempts = reader.integer(value, pointer, "/maxAttempts")
            case "timeoutSeconds": order.timeoutSeconds = reader.integer(value, pointer, "/timeoutSeconds")
            case "backoff": order.backoff = reader.backoff(value, pointer)
            case "unique": order.unique = reader.unique(value, pointer)
            case "key": order.key = reader.key(value, pointer)
            case "subjectId": order.subjectID = reader.string(value, pointer, "/subjectId")
            case "onChildFailure": order.onChildFailure = reader.string(value, pointer, "/onChildFailure")
            case "children":
                order.children = reader.elements(value, limit: JobTree.sizeLimit, pointer, "/children").enumerated().map {
                    position, child in
                    reader.order(child, at: "\(pointer)/children/\(position)")
                }
            default: return false
            }
            return true
        }
        return order
    }

    private mutating func backoff(_ value: JSONSlice, _ pointer: String) -> JobOrder.Backoff {
        var backoff = JobOrder.Backoff()
        object(value, pointer, "/backoff") { reader, name, value in
            guard !value.isNull else { return true }
            switch name {
            case "kind": backoff.kind = reader.string(value, pointer, "/backoff/kind")
            case "firstSeconds": backoff.firstSeconds = reader.number(value, pointer, "/backoff/firstSeconds")
            case "longestSeconds": backoff.longestSeconds = reader.number(value, pointer, "/backoff/longestSeconds")
            case "seconds":
                let steps = reader.elements(value, limit: Backoff.stepLimit, pointer, "/backoff/seconds")
                backoff.seconds = steps.enumerated().compactMap { reader.number($1, pointer, "/backoff/seconds/\($0)") }
            default: return false
            }
            return true
        }
        return backoff
    }

    private mutating func unique(_ value: JSONSlice, _ pointer: String) -> JobOrder.Unique {
        var unique = JobOrder.Unique()
        object(value, pointer, "/unique") { reader, name, value in
            guard !value.isNull else { return true }
            switch name {
            case "key": unique.key = reader.string(value, pointer, "/unique/key")
            case "while": unique.whileWord = reader.string(value, pointer, "/unique/while")
            case "periodSeconds": unique.periodSeconds = reader.number(value, pointer, "/unique/periodSeconds")
            case "onConflict": unique.onConflict = reader.string(value, pointer, "/unique/onConflict")
            default: return false
            }
            return true
        }
        return unique
    }

    private mutating func key(_ value: JSONSlice, _ pointer: String) -> JobOrder.Key {
        var key = JobOrder.Key()
        object(value, pointer, "/key") { reader, name, value in
            guard !value.isNull else { return true }
            switch name {
            case "name": key.name = reader.string(value, pointer, "/key/name")
            case "concurrency": key.concurrency = reader.integer(value, pointer, "/key/concurrency")
            case "intervalSeconds": key.intervalSeconds = reader.number(value, pointer, "/key/intervalSeconds")
            default: return false
            }
            return true
        }
        return key
    }
}
