import HTTPServing
import HTTPTypes
import Identity
import Primitives

extension Operations.Entry {
    /// All that this operation may refuse, by status: what it says itself, and what follows from its kind.
    func failures(_ access: AccessDeclarations.Access) -> [(status: Int, codes: [FailureCode])] {
        let hasPath = path.contains("{")
        // A request may be wrong in ways that have nothing to do with what it is for; and any may come while the node is too busy.
        var codes: Set<FailureCode> = [.invalidRequest, .busy, .unavailable, .internalError]
        codes.formUnion(operation.failures)
        switch access {
        case .open, .topic, .projectKey: break
        case .credential: codes.insert(.unauthenticated)
        case .signedIn, .permission, .node: codes.formUnion([.unauthenticated, .forbidden])
        }
        if hasPath { codes.insert(.notFound) }
        if method != "GET" { codes.insert(.storageFull) }
        switch operation.body {
        case .none: break
        case .json, .members, .optionalMembers, .mergePatch, .bytes, .bytesOrMembers:
            codes.formUnion([.malformedBody, .bodyTooLarge, .unsupportedMediaType, .requestTimeout])
        }
        if operation.needsVersion { codes.formUnion([.staleVersion, .versionRequired]) }
        switch operation.key {
        case .none: break
        case .optional: codes.insert(.idempotencyKeyReused)
        case .required: codes.formUnion([.idempotencyKeyReused, .idempotencyKeyRequired])
        case .remembered, .rememberedWithoutAnswer: codes.formUnion([.idempotencyKeyReused, .conflict])
        }
        let byStatus = Dictionary(grouping: codes) { $0.status.code }
        return byStatus.map { status, codes in (status, codes.sorted { $0.rawValue < $1.rawValue }) }.sorted { $0.status < $1.status }
    }
}
