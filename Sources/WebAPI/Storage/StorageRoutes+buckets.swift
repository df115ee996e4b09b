import Blobs
import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Buckets: made, listed, changed, emptied, deleted.
extension StorageRoutes {
    /// The first parts of addresses of their own, which would stand in front of a bucket of that name.
    private static let reservedNames: Set<String> = [
        "public", "sign", "authenticated", "info", "list", "list-v2", "move", "copy", "upload",
    ]

    var bucketEndpoints: [StorageEndpoint] {
        [
            StorageEndpoint(.post, "bucket", .permission(.bucketsManage), createBucket),
            StorageEndpoint(.get, "bucket", .permission(.filesRead), listBuckets),
            StorageEndpoint(.get, "bucket/{bucket}", .permission(.filesRead), showBucket),
            StorageEndpoint(.put, "bucket/{bucket}", .permission(.bucketsManage), changeBucket),
            StorageEndpoint(.post, "bucket/{bucket}/empty", .permission(.bucketsManage), emptyBucket),
            StorageEndpoint(.delete, "bucket/{bucket}", .permission(.bucketsManage), deleteBucket),
        ]
    }

    @Sendable private func createBucket(_ call: StorageCall) async throws -> Response {
        let space = try call.space()
        let order = try BucketOrder(await call.body([String: JSONValue].self))
        guard call.access.managesBuckets else { throw StorageError.denied }
        guard let text = order.name, let name = BucketName(text), !Self.reservedNames.contains(text) else {
            throw StorageError.badBucketName
        }
        let bucket = try await buckets.create(name, order.change, in: space)
        return .json(NameAnswer(name: bucket.name.description))
    }

    @Sendable private func listBuckets(_ call: StorageCall) async throws -> Response {
        let space = try call.space()
        let seen = try await buckets.all(in: space).filter { call.access.sees($0.name) }
        return .json(try BucketPage(call.query).apply(to: seen).map { BucketAnswer(bucket: $0) })
    }

    @Sendable private func showBucket(_ call: StorageCall) async throws -> Response {
        .json(BucketAnswer(bucket: try await visibleBucket(of: call)))
    }

    @Sendable private func changeBucket(_ call: StorageCall) async throws -> Response {
        let order = try BucketOrder(await call.body([String: JSONValue].self))
        let bucket = try await managedBucket(of: call)
        if order.change.isPublic == true, StorageAccess.isBuiltIn(bucket.name) { throw StorageError.builtInBucket }
        _ = try await buckets.change(bucket.name, in: bucket.space, order.change)
        return .json(MessageAnswer(message: "Successfully updated"))
    }

    @Sendable private func emptyBucket(_ call: StorageCall) async throws -> Response {
        let bucket = try await disposableBucket(of: call)
        try await buckets.empty(bucket.name, in: bucket.space, by: call.owner)
        return .json(MessageAnswer(message: "Successfully emptied"))
    }

    @Sendable private func deleteBucket(_ call: StorageCall) async throws -> Response {
        let bucket = try await disposableBucket(of: call)
        try await buckets.delete(bucket.name, in: bucket.space)
        return .json(MessageAnswer(message: "Successfully deleted"))
    }

    /// A bucket as one thing, for its own sake: seeing it takes more than reading what is public in it.
    func visibleBucket(of call: StorageCall) async throws -> Bucket {
        let space = try call.space()
        let name = try call.path.requireBucket()
        guard call.access.sees(name) else { throw StorageError.bucketMissing }
        return try await buckets.bucket(name, in: space)
    }

    /// One that may go with all that is in it.
    private func disposableBucket(of call: StorageCall) async throws -> Bucket {
        let bucket = try await managedBucket(of: call)
        guard !StorageAccess.isBuiltIn(bucket.name) else { throw StorageError.builtInBucket }
        return bucket
    }

    func managedBucket(of call: StorageCall) async throws -> Bucket {
        let bucket = try await visibleBucket(of: call)
        guard call.access.managesBuckets else { throw StorageError.denied }
        return bucket
    }
}

extension Response {
    static func json(_ elements: [some JSONWritable]) -> Response { .json(JSONArray(elements: elements)) }
}

private struct JSONArray<Element: JSONWritable>: JSONWritable {
    let elements: [Element]

    func write(to json: inout JSONWriter) { json.array(elements) }
}

private struct NameAnswer: JSONWritable {
    let name: String

    func write(to json: inout JSONWriter) { json.object { $0.member("name", name) } }
}
