import Backups
import HTTPTypes
import Primitives

/// The node's own backups and drills.
extension Operation {
    static let listBackups = Operation(
        id: "listBackups", summary: "List the backups of the node that were asked for, the newest first",
        detail: "With what became of each. Which backups are in the folder, `uprising backup list` says.",
        parameters: .page(upTo: NodeBackups.pageLimit), answers: [.page(BackupRunAnswer.self)])

    static let makeBackup = Operation(
        id: "makeBackup", summary: "Make a backup of the node now",
        detail: "Into the folder of the settings; it begins at once, and `backup.updated` tells how it goes. One at a time.",
        key: .remembered, answers: [.json(BackupRunAnswer.self, .accepted)], failures: [.conflict])

    static let showBackupState = Operation(
        id: "showBackupState", summary: "Show how old the newest good backup is, and when the next is due",
        detail: "`ageSeconds` is what a lost disk would take with it; `null` while there is no good backup.",
        answers: [.json(BackupStateAnswer.self)])

    static let listDrills = Operation(
        id: "listDrills", summary: "List the drills of the node, the newest first",
        detail: """
            In a drill the newest backup is restored into a folder of no lasting use and checked. `files` are those of the sample that were \
            read again, `fileBytes` all that was.
            """,
        parameters: .page(upTo: NodeBackups.pageLimit), answers: [.page(BackupRunAnswer.self)])

    static let drillBackup = Operation(
        id: "drillBackup", summary: "Try now whether the newest backup can be restored", key: .remembered,
        answers: [.json(BackupRunAnswer.self, .accepted)], failures: [.conflict])
}
