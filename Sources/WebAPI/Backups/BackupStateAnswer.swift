import Backups
import Primitives

/// How safe the node's data is.
struct BackupStateAnswer: Sampled {
    let facts: BackupFacts

    static var sample: Self {
        let run = BackupRunAnswer.sample.run
        return Self(
            facts: BackupFacts(
                isScheduled: true, folder: run.target, every: .days(1), drillEvery: .days(7), isEncrypted: true, lastGood: run,
                lastFailed: run, lastDrill: run, nextAt: .now()))
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("scheduled", facts.isScheduled)
            json.member("folder", facts.folder)
            json.member("encrypted", facts.isEncrypted)
            json.member("everySeconds", facts.every?.components.seconds)
            json.member("drillEverySeconds", facts.drillEvery?.components.seconds)
            json.member("nextAt", facts.nextAt)
            json.member("ageSeconds", facts.age(at: .now())?.components.seconds)
            json.member("lastGood", facts.lastGood.map { BackupRunAnswer(run: $0) })
            json.member("lastFailed", facts.lastFailed.map { BackupRunAnswer(run: $0) })
            json.member("lastDrill", facts.lastDrill.map { BackupRunAnswer(run: $0) })
        }
    }
}
