import Blobs
import Primitives

/// Where an upload is poured in: looked through on its way to the disk, and refused where it can't be read.
package final class ImportIntake {
    private var scan = TableScan()
    private var intake: BlobIntake?

    init() {}

    func begin(_ intake: BlobIntake) { self.intake = intake }

    package func pour(_ bytes: [UInt8]) async throws {
        try scan.feed(bytes)
        try await intake?.pour(bytes)
    }

    func finish() throws(TableFault) -> TableScan.Shape { try scan.finish() }
}
