import Blobs
import Domain
import HTTPServing
import Hummingbird
import Identity
import Primitives
import Realtime

/// Usage, trash and the end of links: what no storage client knows.
struct FileDeskRoutes: Sendable {
    /// A name of 1,024 bytes with every one of them escaped, and the rest.
    private static let bodyLimit = 8_192
    private static let defaultPageSize = 50

    let desk: FileDesk
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("files/usage", .get, gate, needs: .filesRead, .showFileUsage) { [desk] call in
            .json(FileUsageAnswer(usage: try await desk.usage(for: call.principal)))
        }
        router.on("files/trash", .get, gate, needs: .filesRead, .listTrash, use: list)
        router.on("files/trash", .delete, gate, needs: .bucketsManage, .emptyTrash, use: empty)
        router.on("files/trash/{file}", .delete, gate, needs: .bucketsManage, .purgeFile, use: purge)
        router.on("files/trash/{file}/restore", .post, gate, needs: .filesWrite, .restoreFile, use: restore)
        router.on("files/links/revocation", .post, gate, needs: .filesWrite, .revokeLinks, use: revoke)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let place = try ListPlace(call, upTo: FileDesk.pageLimit, standard: Self.defaultPageSize)
        let page = try await desk.trash(
            bucket: query["bucket"], prefix: query["prefix"] ?? "", for: call.principal, cursor: place.position,
            limit: place.limit)
        return place.answer(page.items.map { TrashedFileAnswer(file: $0, retention: desk.trashRetention) }, next: page.next)
    }

    struct EmptiedTrashAnswer: Sampled {
        let emptied: EmptiedTrash

        static var sample: Self { Self(emptied: EmptiedTrash()) }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("count", emptied.fileCount)
                json.member("bytes", emptied.byteCount)
            }
        }
    }

    @Sendable private func empty(_ call: Call) async throws -> Response {
        .json(EmptiedTrashAnswer(emptied: try await desk.emptyTrash(act: call.act)))
    }

    @Sendable private func purge(_ call: Call) async throws -> Response {
        try await desk.purge(try id(in: call.context), act: call.act)
        return Response(status: .noContent)
    }

    struct RestoredFileAnswer: Sampled {
        let bucket: String
        let name: String

        static var sample: Self { Self(bucket: "leads", name: "offer.pdf") }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("bucket", bucket)
                json.member("name", name)
            }
        }
    }

    @Sendable private func restore(_ call: Call) async throws -> Response {
        var name: String?
        try BodyReader.read(try await call.request.optionalJSONSlice(upTo: Self.bodyLimit, in: call.context)) { reader, member, value in
            guard member == "name" else { return false }
            name = reader.string(value, "", "/name")
            return true
        }
        let (bucket, key) = try await desk.restore(try id(in: call.context), as: try name.map(Self.key), act: call.act)
        return .json(RestoredFileAnswer(bucket: bucket.description, name: key.description))
    }

    struct RevokedLinksAnswer: Sampled {
        static var sample: Self { Self() }

        func write(to json: inout JSONWriter) { json.object { $0.member("revoked", true) } }
    }

    @Sendable private func revoke(_ call: Call) async throws -> Response {
        var bucket: String?
        var name: String?
        try BodyReader.read(try await call.request.jsonSlice(upTo: Self.bodyLimit, in: call.context)) { reader, member, value in
            switch member {
            case "bucket": bucket = reader.string(value, "", "/bucket")
            case "name": name = reader.string(value, "", "/name")
            default: return false
            }
            return true
        }
        guard let bucket else {
            throw Failure(.malformedBody, "The body does not have the expected shape.", fields: [FieldFault("/bucket", "This is missing.")])
        }
        try await desk.revokeLinks(bucket: bucket, name: name, act: call.act)
        return .json(RevokedLinksAnswer())
    }

    /// A name that the storage's addresses can carry: else nobody could ever read the file.
    private static func key(_ text: String) throws(Failure) -> ObjectKey {
        do throws(StorageError) {
            return try StoragePath.key(text, .unicode)
        } catch {
            throw Failure(
                .invalidRequest, "A file can't have that name.",
                fields: [
                    FieldFault(
                        "/name",
                        "1 to \(ObjectKey.byteLimit) bytes of letters, digits and signs in the form NFC; of ASCII's only _/!-.*'()&$@=;:+,?, space."
                    )
                ])
        }
    }

    private func id(in context: APIContext) throws(Failure) -> ID<StoredObject> {
        try context.id("file", missing: "There is no such file in the trash.")
    }
}
