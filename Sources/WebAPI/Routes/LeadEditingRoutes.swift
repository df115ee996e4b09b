import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Changing leads: fields, archive, trash, merging; and what was changed.
struct LeadEditingRoutes: Sendable {
    /// Notes of 10,000 characters of eight bytes each, and escapes.
    static let bodyLimit = 131_072
    private static let defaultPageSize = 50

    let leads: Leads
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads/{lead}", .patch, gate, needs: .leadsWrite, .changeLead) { [leads] call in
            let id = try call.context.leadID()
            let patch = try LeadPatch(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
            return .json(
                versioned: try await leads.edit(
                    id, patch, version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace))
        }
        router.on("leads/{lead}", .delete, gate, needs: .leadsWrite, .trashLead) { [leads] call in
            _ = try await leads.trash(
                try call.context.leadID(), version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace)
            return Response(status: .noContent)
        }
        for (method, isArchived, operation) in [(HTTPRequest.Method.put, true, Operation.archiveLead), (.delete, false, .unarchiveLead)] {
            router.on("leads/{lead}/archive", method, gate, needs: .leadsWrite, operation) { [leads] call in
                .json(
                    versioned: try await leads.archive(
                        try call.context.leadID(), isArchived, version: EntityVersion.expected(by: call.request), by: call.principal,
                        trace: call.trace))
            }
        }
        router.on("leads/{lead}/restoration", .post, gate, needs: .leadsWrite, .restoreLead) { [leads] call in
            .json(
                versioned: try await leads.restore(
                    try call.context.leadID(), version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace))
        }
        router.on("leads/{lead}/merge", .post, gate, needs: .leadsWrite, .mergeLead, use: merge)
        router.on("leads/{lead}/history", .get, gate, needs: .leadsRead, .listLeadHistory, use: history)
        router.on("leads/{lead}/events", .get, gate, needs: .leadsRead, .listLeadEvents, use: pastEvents)
    }

    private struct MergeOrder: Decodable {
        let from: ID<Lead>
        let fromVersion: Int64?
    }

    @Sendable private func merge(_ call: Call) async throws -> Response {
        let id = try call.context.leadID()
        let order = try await call.request.json(MergeOrder.self, upTo: Self.bodyLimit, in: call.context)
        return .json(
            versioned: try await leads.merge(
                order.from, version: order.fromVersion, into: id, version: EntityVersion.expected(by: call.request), by: call.principal,
                trace: call.trace))
    }

    @Sendable private func pastEvents(_ call: Call) async throws -> Response {
        let place = try ListPlace(call, upTo: Leads.pageLimit, standard: Self.defaultPageSize)
        return place.answer(
            try await leads.pastEvents(of: try call.context.leadID(), for: call.principal, cursor: place.position, limit: place.limit))
    }

    @Sendable private func history(_ call: Call) async throws -> Response {
        let place = try ListPlace(call, upTo: Leads.pageLimit, standard: Self.defaultPageSize)
        return place.answer(
            try await leads.history(of: try call.context.leadID(), for: call.principal, cursor: place.position, limit: place.limit))
    }
}
