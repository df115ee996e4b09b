import Blobs
import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Objects: stored, read, moved, copied, removed.
extension StorageRoutes {
    private static let removalLimit = 1_000

    var objectEndpoints: [StorageEndpoint] {
        [
            StorageEndpoint(.post, "object/move", .permission(.filesWrite), move),
            StorageEndpoint(.post, "object/copy", .permission(.filesWrite), copy),
            StorageEndpoint(.get, "object/info/{bucket}/**", .permission(.filesRead), info),
            StorageEndpoint(.get, "object/info/authenticated/{bucket}/**", .permission(.filesRead), info),
            StorageEndpoint(.get, "object/info/public/{bucket}/**", .open, publicInfo),
            StorageEndpoint(.get, "object/public/{bucket}/**", .open, downloadPublic),
            StorageEndpoint(.get, "object/authenticated/{bucket}/**", .permission(.filesRead), download),
            StorageEndpoint(.get, "object/{bucket}/**", .permission(.filesRead), download),
            StorageEndpoint(.post, "object/{bucket}/**", .permission(.filesWrite), create),
            StorageEndpoint(.put, "object/{bucket}/**", .permission(.filesWrite), update),
            StorageEndpoint(.delete, "object/{bucket}", .permission(.filesWrite), removeMany),
            StorageEndpoint(.delete, "object/{bucket}/**", .permission(.filesWrite), removeOne),
        ]
    }

    // MARK: Reading

    @Sendable private func download(_ call: StorageCall) async throws -> Response {
        let (object, bucket) = try await readable(by: call)
        return try await delivery(of: object, to: call, caching: .stored(isPublic: bucket.isPublic))
    }

    @Sendable private func downloadPublic(_ call: StorageCall) async throws -> Response {
        let (object, bucket) = try await published(by: call)
        call.context.record.workspaceID = bucket.space.description
        return try await delivery(of: object, to: call, caching: .stored(isPublic: true))
    }

    @Sendable private func info(_ call: StorageCall) async throws -> Response {
        let (object, bucket) = try await readable(by: call)
        return .json(ObjectAnswer(object: object, shape: .info(bucket: bucket.name)))
    }

    @Sendable private func publicInfo(_ call: StorageCall) async throws -> Response {
        let (object, bucket) = try await published(by: call)
        return .json(ObjectAnswer(object: object, shape: .info(bucket: bucket.name)))
    }

    /// The object that the path names in a public bucket.
    private func published(by call: StorageCall) async throws -> (BucketObject, Bucket) {
        let bucket = try call.path.requireBucket()
        // That there is no such bucket is told first.
        if (try? call.path.requireKey()) == nil { _ = try await buckets.publicBucket(bucket) }
        let found = try await buckets.find(call.path.requireKey(), in: bucket, of: nil)
        guard let object = found.object else { throw StorageError.objectMissing }
        return (object, found.bucket)
    }

    /// The object that the path names, if the caller may read it: what is not theirs to read is not there.
    private func readable(by call: StorageCall) async throws -> (BucketObject, Bucket) {
        guard let principal = call.access.principal, let key = try? call.path.requireKey() else {
            let bucket = try await readableBucket(of: call)
            return (try await buckets.object(call.path.requireKey(), in: bucket), bucket)
        }
        let found = try await buckets.find(key, in: call.path.requireBucket(), of: ID(of: principal.workspaceID))
        let bucket = found.bucket
        guard bucket.isPublic || call.access.sees(bucket.name) else { throw StorageError.bucketMissing }
        guard bucket.isPublic || call.access.mayRead(key.description, in: bucket.name), let object = found.object else {
            throw StorageError.objectMissing
        }
        return (object, bucket)
    }

    /// A bucket in which the caller may read something: of their workspace, or a public one.
    func readableBucket(of call: StorageCall) async throws -> Bucket {
        let name = try call.path.requireBucket()
        guard let principal = call.access.principal else {
            do {
                return try await buckets.publicBucket(name)
            } catch let refusal as StorageRefusal where refusal == .bucketMissing {
                throw StorageError.noBearer
            }
        }
        let bucket = try await buckets.bucket(name, in: ID(of: principal.workspaceID))
        guard bucket.isPublic || call.access.sees(name) else { throw StorageError.bucketMissing }
        return bucket
    }

    // MARK: Writing

    @Sendable private func create(_ call: StorageCall) async throws -> Response {
        try await store(call, call.replaces ? .replace : .refuse)
    }

    @Sendable private func update(_ call: StorageCall) async throws -> Response {
        try await store(call, .replace)
    }

    private func store(_ call: StorageCall, _ conflict: Buckets.Conflict) async throws -> Response {
        let (bucket, key) = try await writable(by: call)
        let object = try await receive(call, at: key, in: bucket, conflict, owner: call.owner)
        return .json(StoredAnswer(object: object, bucket: bucket.name))
    }

    /// Where the path names something that the caller may store.
    func writable(by call: StorageCall) async throws -> (Bucket, ObjectKey) {
        let space = try call.space()
        let bucket = try await buckets.bucket(call.path.requireBucket(), in: space)
        let key = try call.path.requireKey(call.newKeySigns)
        guard call.access.mayWrite(key.description, in: bucket.name) else { throw StorageError.denied }
        guard try await files.hasPlace(for: key, in: bucket) else { throw StorageError.leadMissing }
        return (bucket, key)
    }

    /// Where the path names something that may be there: who may not see it is told that it is not.
    func changeable(by call: StorageCall) async throws -> (Bucket, ObjectKey) {
        let bucket = try await visibleBucket(of: call)
        let key = try call.path.requireKey()
        guard call.access.mayRead(key.description, in: bucket.name) else { throw StorageError.objectMissing }
        guard call.access.mayWrite(key.description, in: bucket.name) else { throw StorageError.denied }
        return (bucket, key)
    }

    private struct Transfer: Decodable {
        let bucketId: String
        let sourceKey: String
        let destinationKey: String
        let destinationBucket: String?
        let copyMetadata: Bool?
        let metadata: JSONValue?
    }

    /// Where something comes from and goes to, both found and allowed.
    private func places(
        _ order: Transfer, of call: StorageCall, takesSource: Bool
    ) async throws -> (source: (Bucket, ObjectKey), target: (Bucket, ObjectKey)) {
        let space = try call.space()
        guard let name = BucketName(order.bucketId), let targetName = BucketName(order.destinationBucket ?? order.bucketId),
            call.access.sees(name), call.access.sees(targetName)
        else { throw StorageError.bucketMissing }
        let bucket = try await buckets.bucket(name, in: space)
        let target = name == targetName ? bucket : try await buckets.bucket(targetName, in: space)
        guard let sourceKey = ObjectKey(order.sourceKey), call.access.mayRead(order.sourceKey, in: name) else {
            throw StorageError.objectMissing
        }
        let targetKey = try StoragePath.key(order.destinationKey, call.newKeySigns)
        guard call.access.mayWrite(order.destinationKey, in: targetName),
            !takesSource || call.access.mayWrite(order.sourceKey, in: name)
        else { throw StorageError.denied }
        guard try await files.hasPlace(for: targetKey, in: target) else { throw StorageError.leadMissing }
        return ((bucket, sourceKey), (target, targetKey))
    }

    @Sendable private func move(_ call: StorageCall) async throws -> Response {
        let (source, target) = try await places(call.body(Transfer.self), of: call, takesSource: true)
        // Stock clients send no header here, and what is there is refused; with it the target is replaced in the same write.
        let object = try await buckets.move(
            source.1, in: source.0, to: target.1, in: target.0, call.replaces ? .replace : .refuse, by: call.owner)
        return .json(MovedAnswer(object: object))
    }

    @Sendable private func copy(_ call: StorageCall) async throws -> Response {
        let order = try await call.body(Transfer.self)
        let (source, target) = try await places(order, of: call, takesSource: false)
        var metadata: String??
        if order.copyMetadata == false { metadata = .some(try order.metadata.flatMap { try UploadNotes.metadata($0) }) }
        let object = try await buckets.copy(
            source.1, in: source.0, to: target.1, in: target.0, owner: call.owner, metadata: metadata, call.replaces ? .replace : .refuse)
        return .json(StoredAnswer(object: object, bucket: target.0.name))
    }

    private struct Removal: Decodable {
        let prefixes: [String]
    }

    /// What is missing or not the caller's to remove is left out of the answer, and that is all.
    @Sendable private func removeMany(_ call: StorageCall) async throws -> Response {
        _ = try call.space()
        let names = try await call.body(Removal.self).prefixes
        guard (1...Self.removalLimit).contains(names.count) else {
            throw StorageError.schema("body/prefixes must have from 1 to \(Self.removalLimit) items")
        }
        let bucket = try await visibleBucket(of: call)
        let keys = names.filter { call.access.mayRead($0, in: bucket.name) && call.access.mayWrite($0, in: bucket.name) }.compactMap {
            ObjectKey($0)
        }
        return .json(
            try await buckets.remove(keys, in: bucket, by: call.owner).map { ObjectAnswer(object: $0, shape: .row(bucket: bucket.name)) })
    }

    @Sendable private func removeOne(_ call: StorageCall) async throws -> Response {
        let (bucket, key) = try await changeable(by: call)
        guard try await buckets.remove([key], in: bucket, by: call.owner).count == 1 else { throw StorageError.objectMissing }
        return .json(MessageAnswer(message: "Successfully deleted"))
    }
}

private struct MovedAnswer: JSONWritable {
    let object: BucketObject

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("message", "Successfully moved")
            json.member("Id", object.id)
            json.member("Key", object.key.description)
        }
    }
}
