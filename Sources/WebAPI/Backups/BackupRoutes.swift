import Backups
import Hummingbird
import Identity
import Primitives

/// Backups and drills of the node: what was made, what is due, and one more now.
struct BackupRoutes: Sendable {
    private static let defaultPageSize = 30

    let backups: NodeBackups
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.onNode("node/backups", .get, gate, needs: .nodeRead, .listBackups) { try await list(.backup, $0) }
        router.onNode("node/backups", .post, gate, needs: .nodeManage, .makeBackup) { try await request(.backup, $0) }
        router.onNode("node/backups/state", .get, gate, needs: .nodeRead, .showBackupState) { [backups] _ in
            .json(BackupStateAnswer(facts: try await backups.facts()))
        }
        router.onNode("node/drills", .get, gate, needs: .nodeRead, .listDrills) { try await list(.drill, $0) }
        router.onNode("node/drills", .post, gate, needs: .nodeManage, .drillBackup) { try await request(.drill, $0) }
    }

    private func list(_ kind: BackupRun.Kind, _ call: Call) async throws -> Response {
        let place = try ListPlace(call, upTo: NodeBackups.pageLimit, standard: Self.defaultPageSize)
        let page = try await backups.list(kind, cursor: place.position, limit: place.limit)
        return place.answer(page.items.map { BackupRunAnswer(run: $0) }, next: page.next)
    }

    private func request(_ kind: BackupRun.Kind, _ call: Call) async throws -> Response {
        .json(BackupRunAnswer(run: try await backups.request(kind, act: call.act)), status: .accepted)
    }
}
