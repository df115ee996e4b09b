import Backups
import Primitives

/// A backup or drill as the API shows it.
struct BackupRunAnswer: Sampled {
    let run: BackupRun

    static var sample: Self {
        var run = BackupRun(id: ID(), kind: .backup, trigger: .schedule, target: "/mnt/backups", createdAt: .now())
        run.state = .succeeded
        run.startedAt = .now()
        run.endedAt = .now()
        run.backup = "20300131T120000000Z-0a1b2c3d"
        run.databaseByteCount = 1 << 30
        run.rowCount = 1_200_000
        run.fileCount = 4_210
        run.fileByteCount = 10 << 30
        run.copiedByteCount = 48 << 20
        run.fault = "The backup folder takes no more bytes."
        return Self(run: run)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", run.id)
            json.member("state", run.state)
            json.member("trigger", run.trigger)
            json.member("target", run.target)
            json.member("backup", run.backup)
            json.member("databaseBytes", run.databaseByteCount)
            json.member("rows", run.rowCount)
            json.member("files", run.fileCount)
            json.member("fileBytes", run.fileByteCount)
            json.member("copiedBytes", run.copiedByteCount)
            json.member("missingFiles", run.missingFileCount)
            json.member("fault", run.fault)
            json.member("createdAt", run.createdAt)
            json.member("startedAt", run.startedAt)
            json.member("endedAt", run.endedAt)
            json.member("version", run.version)
        }
    }
}
