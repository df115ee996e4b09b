import Blobs
import Logging
import Telemetry

/// Stored files and the disk under them.
struct DiskSource: MetricSource {
    let blobs: BlobStore
    let disk: DiskRoom

    func write(to text: inout MetricText) async {
        if let room = disk.room {
            text.family(Families.diskFree, Double(room.freeBytes))
            text.family(Families.diskTotal, Double(room.totalBytes))
        }
        do {
            text.family(Families.damagedFiles, Double(try await blobs.damagedCount()))
        } catch {
            Logger.current.warning("Damaged files can't be counted for metrics", metadata: ["error": "\(error)"])
        }
    }
}
