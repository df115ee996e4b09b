import Blobs
import DataStore
import Primitives

/// That some of the files, wherever they are, are what was stored.
struct FilesCheck: DoctorCheck {
    private static let sampleLimit = 50
    private static let time = Duration.seconds(2)
    private static let shownFaults = 3

    let place: Surroundings
    let name = "files"

    func run() throws -> [DoctorFinding] {
        let end = ContinuousClock.now + Self.time
        let sample = try place.withDatabase { file in
            try file.read { tx in
                try BlobSample(ofFilesIn: place.blobsPath, limit: Self.sampleLimit, in: tx) { ContinuousClock.now < end }
            }
        }
        guard let sample, sample.fileCount > 0 else { return [.ok("none are stored")] }
        guard !sample.faults.isEmpty else {
            return [
                .ok("\(sample.fileCount) of them, picked by chance, were read again: \(sample.byteCount >> 10) KiB, as they were stored")
            ]
        }
        let shown = sample.faults.prefix(Self.shownFaults).joined(separator: "; ")
        return [
            .fail(
                "\(sample.faults.count) of \(sample.fileCount) are damaged: \(shown)",
                mend: "name them all: uprising verify; then bring them back from a backup to the same paths")
        ]
    }
}
