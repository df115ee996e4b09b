import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Which page of a list is asked for.
///
/// The cursor on the wire is bound to the address of the list, to its other parameters and to the workspace; the position in it is the
/// domain's own.
struct ListPlace {
    /// The position after which the page begins; `nil` for the first.
    let position: String?
    let limit: Int
    private let list: JSONValue

    /// - Parameters:
    ///   - bound: how many of one page at most.
    ///   - standard: how many when the request does not say.
    /// - Throws: ``Failure`` `invalidRequest`, also for a cursor that no page of this very list gave out.
    init(_ call: Call, upTo bound: Int, standard: Int? = nil) throws(Failure) {
        let query = Query(call.request.uri)
        limit = try query.limit(upTo: bound) ?? standard ?? bound
        let others = query.parameters.filter { !$0.value.isEmpty && $0.name != "cursor" && $0.name != "limit" }
        let list = JSONValue.array(
            [.string(call.principal.workspaceID.description), .string(call.request.uri.path)]
                + others.map { .string("\($0.name)=\($0.value)") }.sorted { ($0.string ?? "") < ($1.string ?? "") })
        self.list = list
        guard let cursor = query["cursor"] else {
            position = nil
            return
        }
        position = try BoundCursor.place(in: cursor, for: list) { $0 }
    }

    func answer<Item: JSONWritable>(_ items: [Item], next: String?) -> Response {
        .json(ListedAnswer(items: items, next: .some(next.map { BoundCursor.text(of: $0, for: list) })))
    }

    func answer(_ page: Page<some JSONWritable>) -> Response { answer(page.items, next: page.next) }
}
