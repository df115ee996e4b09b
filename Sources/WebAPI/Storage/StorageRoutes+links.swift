import Blobs
import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Links that open one object, or take one upload, without a key.
extension StorageRoutes {
    /// Ten years: beyond that nobody means an expiry.
    private static let lifetimes: ClosedRange<Int64> = 1...315_360_000
    private static let uploadLifetime: Duration = .hours(2)
    private static let batchLimit = 10_000
    /// ``batchLimit`` keys of some length.
    private static let batchBodyLimit = 12_582_912

    var linkEndpoints: [StorageEndpoint] {
        [
            StorageEndpoint(.post, "object/sign/{bucket}", .permission(.filesRead), signMany),
            StorageEndpoint(.post, "object/sign/{bucket}/**", .permission(.filesRead), signOne),
            StorageEndpoint(.get, "object/sign/{bucket}/**", .open, openLink),
            StorageEndpoint(.delete, "object/sign/{bucket}", .permission(.bucketsManage), revokeBucket),
            StorageEndpoint(.delete, "object/sign/{bucket}/**", .permission(.filesWrite), revokeObject),
            StorageEndpoint(.post, "object/upload/sign/{bucket}/**", .permission(.filesWrite), signUpload),
            StorageEndpoint(.put, "object/upload/sign/{bucket}/**", .open, uploadByLink),
        ]
    }

    private struct Order: Decodable {
        /// Some clients send digits as text.
        let expiresIn: JSONValue
    }

    private struct BatchOrder: Decodable {
        let expiresIn: JSONValue
        let paths: [String]
    }

    @Sendable private func signOne(_ call: StorageCall) async throws -> Response {
        _ = try call.space()
        let order = try await call.body(Order.self)
        let expiry = try expiry(order.expiresIn)
        let key = try call.path.requireKey()
        let bucket = try await readableBucket(of: call)
        guard call.access.mayRead(key.description, in: bucket.name) else { throw StorageError.objectMissing }
        let object = try await buckets.object(key, in: bucket)
        let token = links.sign(Self.link(to: key, object.generation, in: bucket, until: expiry))
        return .json(SignedPath(path: Self.address("object/sign", bucket, key, token)))
    }

    @Sendable private func signMany(_ call: StorageCall) async throws -> Response {
        _ = try call.space()
        let order = try await call.body(BatchOrder.self, upTo: Self.batchBodyLimit)
        let expiry = try expiry(order.expiresIn)
        guard order.paths.count <= Self.batchLimit else {
            throw StorageError.schema("body/paths must NOT have more than \(Self.batchLimit) items")
        }
        let bucket = try await readableBucket(of: call)
        let keys = order.paths.map { path in ObjectKey(path).flatMap { call.access.mayRead(path, in: bucket.name) ? $0 : nil } }
        let generations = try await buckets.generations(of: keys.compactMap(\.self), in: bucket)
        let batch = LinkBatch(signer: links.signer(for: bucket.space), bucket: bucket, expiresAt: expiry, generations: generations)
        return .json(try await batch.entries(for: Array(zip(order.paths, keys))))
    }

    /// Whoever has the link may read: no key is asked for.
    @Sendable private func openLink(_ call: StorageCall) async throws -> Response {
        guard let token = call.query["token"] else { throw StorageError.schema("querystring must have required property 'token'") }
        let link = try links.verify(token)
        guard case .download(let bucketGeneration, let objectGeneration) = link.purpose else { throw StorageError.wrongScope("download") }
        guard link.bucket == call.path.bucket, link.key == (try? call.path.requireKey()) else { throw StorageError.otherPath }
        call.context.record.workspaceID = link.space.description
        let found = try await buckets.find(link.key, in: link.bucket, of: link.space)
        guard let object = found.object else { throw StorageError.objectMissing }
        guard found.bucket.generation == bucketGeneration, object.generation == objectGeneration else { throw StorageError.revokedLink }
        return try await delivery(of: object, to: call, caching: .until(link.expiresAt))
    }

    @Sendable private func revokeBucket(_ call: StorageCall) async throws -> Response {
        let bucket = try await managedBucket(of: call)
        try await files.revokeLinks(into: bucket, act: act(of: call))
        return .json(MessageAnswer(message: "Successfully revoked"))
    }

    @Sendable private func revokeObject(_ call: StorageCall) async throws -> Response {
        let (bucket, key) = try await changeable(by: call)
        try await files.revokeLinks(to: key, in: bucket, act: act(of: call))
        return .json(MessageAnswer(message: "Successfully revoked"))
    }

    private func act(of call: StorageCall) -> Act { gate.act(call.request.head, call.context.record, by: call.access.principal) }

    @Sendable private func signUpload(_ call: StorageCall) async throws -> Response {
        let (bucket, key) = try await writable(by: call)
        _ = try await buckets.admit(key, contentType: nil, byteCount: nil, into: bucket, call.replaces ? .replace : .refuse)
        let token = links.sign(
            StorageLink(
                space: bucket.space, bucket: bucket.name, key: key,
                purpose: .upload(bucketGeneration: bucket.generation, owner: call.owner, replaces: call.replaces),
                expiresAt: clock.now() + Self.uploadLifetime))
        return .json(SignedUpload(path: Self.address("object/upload/sign", bucket, key, token), token: token))
    }

    /// Whoever has the link may store, once or as often as it says.
    @Sendable private func uploadByLink(_ call: StorageCall) async throws -> Response {
        guard let token = call.query["token"] else { throw StorageError.schema("querystring must have required property 'token'") }
        let link = try links.verify(token)
        guard case .upload(let generation, let owner, let replaces) = link.purpose else { throw StorageError.wrongScope("upload") }
        guard link.bucket == call.path.bucket, link.key == (try? call.path.requireKey()) else { throw StorageError.otherPath }
        call.context.record.workspaceID = link.space.description
        let bucket = try await buckets.bucket(link.bucket, in: link.space)
        guard bucket.generation == generation else { throw StorageError.revokedLink }
        let object = try await receive(call, at: link.key, in: bucket, replaces ? .replace : .refuse, owner: owner)
        return .json(StoredAnswer(object: object, bucket: bucket.name))
    }

    private func expiry(_ value: JSONValue) throws(StorageError) -> Timestamp {
        guard let seconds = value.integer ?? value.string.flatMap({ Int64($0) }) else { throw .schema("body/expiresIn must be integer") }
        guard Self.lifetimes.contains(seconds) else {
            throw .schema("body/expiresIn must be from \(Self.lifetimes.lowerBound) to \(Self.lifetimes.upperBound)")
        }
        return clock.now() + .seconds(seconds)
    }

    static func link(to key: ObjectKey, _ generation: Int64, in bucket: Bucket, until expiry: Timestamp) -> StorageLink {
        StorageLink(
            space: bucket.space, bucket: bucket.name, key: key,
            purpose: .download(bucketGeneration: bucket.generation, objectGeneration: generation), expiresAt: expiry)
    }

    /// Relative to the address of the storage, as clients want it.
    private static func address(_ route: String, _ bucket: Bucket, _ key: ObjectKey, _ token: String) -> String {
        "\(address(route, bucket))\(StoragePath.encode(key))?token=\(token)"
    }

    static func address(_ route: String, _ bucket: Bucket) -> String {
        "/\(route)/\(PercentEncoding.encode(segment: bucket.name.description))/"
    }
}

private struct SignedPath: JSONWritable {
    let path: String

    func write(to json: inout JSONWriter) { json.object { $0.member("signedURL", path) } }
}

private struct SignedUpload: JSONWritable {
    let path: String
    let token: String

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("url", path)
            json.member("token", token)
        }
    }
}
