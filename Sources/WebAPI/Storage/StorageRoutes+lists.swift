import Blobs
import Domain
import HTTPServing
import Hummingbird
import Identity
import Primitives

/// What is in a bucket.
extension StorageRoutes {
    /// The page that a client gets which asks for no other.
    private static let usualLimit = 100
    private static let pageLimits = 1...10_000

    var listEndpoints: [StorageEndpoint] {
        [
            StorageEndpoint(.post, "object/list/{bucket}", .permission(.filesRead), listLevel),
            StorageEndpoint(.post, "object/list-v2/{bucket}", .permission(.filesRead), listPage),
        ]
    }

    @Sendable private func listLevel(_ call: StorageCall) async throws -> Response {
        _ = try call.space()
        let body = try await call.optionalBody()
        let limit = try Self.integer("limit", in: body, Self.pageLimits) ?? Self.usualLimit
        let offset = try Self.integer("offset", in: body, 0...Int.max) ?? 0
        guard let order = Self.order(body["sortBy"]) else {
            throw StorageError.schema("body/sortBy/column must be name, created_at, updated_at or last_accessed_at")
        }
        let prefix = body["prefix"]?.string ?? ""
        guard let bucket = try await listedBucket(of: call) else { return .json([FolderAnswer]()) }
        let folder = prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/"
        let access = call.access
        let entries = try await buckets.level(
            of: bucket, below: folder, search: body["search"]?.string ?? "", order: order, offset: offset, limit: limit
        ) { access.mayRead($0, in: bucket.name) }
        return .json(entries.map { LevelAnswer(entry: $0, prefixLength: folder.utf8.count) })
    }

    @Sendable private func listPage(_ call: StorageCall) async throws -> Response {
        _ = try call.space()
        let body = try await call.optionalBody()
        let limit = try Self.integer("limit", in: body, Self.pageLimits) ?? 1_000
        guard var order = Self.order(body["sortBy"]) else {
            throw StorageError.schema("body/sortBy/column must be name, created_at or updated_at")
        }
        var cursor: ListCursor?
        if let text = (body["cursor"]?.string).given {
            // The order of the first page holds for those that follow, and need not be said again.
            guard let known = ListCursor(text), known.order == order || body["sortBy"]?.object == nil else {
                throw StorageError.badCursor
            }
            (cursor, order) = (known, known.order)
        }
        guard let bucket = try await listedBucket(of: call) else {
            return .json(PageAnswer(page: Page(items: [], next: nil), order: order))
        }
        let access = call.access
        let page = try await buckets.page(
            of: bucket, prefix: body["prefix"]?.string ?? "", isOneLevel: body["with_delimiter"]?.bool ?? false, order: order,
            cursor: cursor?.place, limit: limit
        ) { access.mayRead($0, in: bucket.name) }
        guard let page else { throw StorageError.badCursor }
        return .json(PageAnswer(page: page, order: order))
    }

    /// A list of what can't be seen is empty, as if there were nothing.
    private func listedBucket(of call: StorageCall) async throws -> Bucket? {
        do {
            return try await visibleBucket(of: call)
        } catch let refusal as StorageRefusal where refusal == .bucketMissing {
            return nil
        } catch let error as StorageError where error.status == 404 {
            return nil
        }
    }

    private static func order(_ value: JSONValue?) -> LevelOrder? {
        guard let members = value?.object else { return LevelOrder() }
        let isAscending = members["order"]?.string?.lowercased() != "desc"
        switch members["column"]?.string ?? "name" {
        case "last_accessed_at": return LevelOrder(.updated, isAscending: isAscending)
        case let name: return LevelOrder.Column(rawValue: name).map { LevelOrder($0, isAscending: isAscending) }
        }
    }

    private static func integer(_ name: String, in body: [String: JSONValue], _ range: ClosedRange<Int>) throws(StorageError) -> Int? {
        guard let value = body[name], value != .null else { return nil }
        guard let number = value.integer ?? value.string.flatMap({ Int64($0) }), let count = Int(exactly: number), range.contains(count)
        else { throw .schema("body/\(name) must be integer from \(range.lowerBound) to \(range.upperBound)") }
        return count
    }
}

/// One entry of a level, named below its prefix.
private struct LevelAnswer: JSONWritable {
    let entry: LevelEntry
    let prefixLength: Int

    func write(to json: inout JSONWriter) {
        switch entry {
        case .folder(let key): FolderAnswer(name: name(key.dropLast())).write(to: &json)
        case .object(let object): ObjectAnswer(object: object, shape: .entry(name: name(object.key.description[...]))).write(to: &json)
        }
    }

    private func name(_ key: Substring) -> String { String(Substring(key.utf8.dropFirst(prefixLength))) }
}

/// A page by whole keys, folders apart from objects.
private struct PageAnswer: JSONWritable {
    let page: Page<LevelEntry>
    let order: LevelOrder

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("hasNext", page.next != nil)
            if let next = page.next { json.member("nextCursor", ListCursor(order: order, place: next).description) }
            json.member(
                "folders",
                array: page.items.compactMap { entry in
                    if case .folder(let key) = entry { FolderAnswer(name: key, key: String(key.dropLast())) } else { nil }
                })
            json.member(
                "objects",
                array: page.items.compactMap { entry in
                    if case .object(let object) = entry { ObjectAnswer(object: object, shape: .keyed) } else { nil }
                })
        }
    }
}
