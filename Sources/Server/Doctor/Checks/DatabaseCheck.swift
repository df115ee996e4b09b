import DataStore
import NIOCore
import NIOPosix
import Primitives
import Synchronization

/// That the database is whole, and of a version that this program knows. Reads only.
struct DatabaseCheck: DoctorCheck {
    private static let limit = TimeAmount.seconds(4)
    private static let shownFaults = 3

    let place: Surroundings
    let name = "database"

    func run() throws -> [DoctorFinding] {
        let path = place.databasePath
        do {
            return try place.withDatabase { file in
                let schema = try Self.schema(of: file)
                return schema.contains { $0.state == .fail } ? schema : schema + [try Self.wholeness(of: file, path)]
            } ?? [.ok("\(path) is not there yet; the first start makes it")]
        } catch let error as StoreError {
            return [.fail(error.message, mend: Self.mend)]
        }
    }

    private static let mend = "bring the newest good backup back: uprising backup list; uprising restore FOLDER"

    private static func schema(of file: DatabaseFile) throws -> [DoctorFinding] {
        let steps = try file.schema()
        let known = Dictionary(NodeSchema.migrations.map { ($0.name, SchemaStep($0)) }) { first, _ in first }
        if let stranger = steps.first(where: { known[$0.name] == nil }) {
            return [
                .fail(
                    "it was written by a newer version: it has \(stranger.name), which \(Version.current) does not know",
                    mend: "start the newer version again, or bring back a backup that was made before it: uprising restore FOLDER")
            ]
        }
        if let changed = steps.first(where: { known[$0.name] != $0 }) {
            return [
                .fail(
                    "\(changed.name) is not the step with which it was made", mend: "start the version that wrote it: see uprising version")
            ]
        }
        let missing = NodeSchema.migrations.count - steps.count
        guard missing > 0 else { return [] }
        return [
            .warn("\(missing) steps of its schema are still to be taken", mend: "uprising migrate, or start the node; make a backup before")
        ]
    }

    private static func wholeness(of file: DatabaseFile, _ path: String) throws -> DoctorFinding {
        let isOver = Atomic(false)
        let end = MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: limit) {
            isOver.store(true, ordering: .relaxed)
            file.interrupt()
        }
        defer { end.cancel() }
        let faults: [String]
        do {
            faults = try file.quickFaults()
        } catch  where isOver.load(ordering: .relaxed) {
            return .warn("\(path) is too large to be read here as a whole; what was read is good", mend: "uprising verify")
        }
        guard !faults.isEmpty else { return .ok("\(path) is whole") }
        let more = faults.count > shownFaults ? ", and \(faults.count - shownFaults) more" : ""
        return .fail("\(path) is damaged: \(faults.prefix(shownFaults).joined(separator: "; "))\(more)", mend: mend)
    }
}
