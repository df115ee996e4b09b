package import Backups
import Hummingbird

/// The endpoints of the node's backups and drills.
package struct BackupsAPI: Sendable {
    let backups: NodeBackups

    package init(backups: NodeBackups) {
        self.backups = backups
    }

    func add(to router: some RouterMethods<APIContext>, gate: Gatekeeper) {
        BackupRoutes(backups: backups, gate: gate).add(to: router)
    }
}
