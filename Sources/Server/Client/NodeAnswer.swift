import FoundationEssentials
import NIOCore
import NIOHTTP1
import Primitives

/// What the node answered to one request.
struct NodeAnswer: Sendable {
    /// Method and path, for sentences.
    let request: String
    let status: Int
    let headers: HTTPHeaders
    let body: ByteBuffer

    var mediaType: String {
        (headers.first(name: "Content-Type") ?? "").prefix { $0 != ";" }.lowercased().trimmingSpaces()
    }

    /// - Throws: ``NodeFault`` that quotes the problem in the answer (RFC 9457) or where a redirect leads.
    func expecting(_ wanted: Int...) throws -> NodeAnswer {
        guard wanted.contains(status) else { throw fault(expecting: wanted) }
        return self
    }

    func fault(expecting wanted: [Int]) -> NodeFault {
        if (300..<400).contains(status), let location = headers.first(name: "Location") {
            return NodeFault("\(request) leads to \(location): give that address by --url")
        }
        return NodeFault(
            "\(request) answered \(status)\(problem) where \(wanted.map { "\($0)" }.joined(separator: " or ")) is wanted",
            isRefusal: [401, 403, 404].contains(status))
    }

    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        } catch let error as DecodingError {
            throw NodeFault("\(request) answered something of another shape: \(error)")
        }
    }

    private struct Problem: Decodable {
        let code: String?
        let detail: String?
    }

    private var problem: String {
        // A problem that can't be read adds nothing; the status is named all the same.
        guard mediaType == "application/problem+json", let problem = try? json(Problem.self) else { return "" }
        return " \([problem.code, problem.detail.map { "(\($0))" }].compactMap(\.self).joined(separator: " "))"
    }
}
