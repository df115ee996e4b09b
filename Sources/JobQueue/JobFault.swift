/// What can go wrong with a job beside what its handler throws.
package enum JobFault: Error, CustomStringConvertible {
    case unknownKind(String)
    case timedOut(Duration)

    package var description: String {
        switch self {
        case .unknownKind(let kind): "this version knows no job of kind \(kind)"
        case .timedOut(let limit): "the attempt took longer than \(limit)"
        }
    }
}
