import Blobs
import Identity
import JobQueue
import Primitives

extension Import: Sampled {
    package static var sample: Self {
        let now = Timestamp.now()
        var options = ImportOptions()
        options.duplicates = .merge
        options.tags = ["fair"]
        options.ownerId = ID()
        options.keyColumn = 0
        return Self(
            id: ID(), workspaceId: ID(), projectId: ID(), createdBy: ID(), createdByName: "Lea Martin", fileId: ID(),
            fileName: "fair.csv", byteCount: 2_048, state: .finished, encoding: .utf8, delimiter: .comma, hasHeader: true, fileRows: 21,
            columns: [ImportColumn(index: 0, name: "Company", samples: ["Élan Vert"], guess: .company)], mapping: [0: .company],
            options: options, error: "The file has no rows.", jobId: ID(), version: 4, createdAt: now, updatedAt: now, finishedAt: now)
    }
}

extension Imports.PreviewRow: Sampled {
    package static var sample: Self { Self(line: 2, cells: ["Élan Vert"], reason: "There is no company.") }
}
