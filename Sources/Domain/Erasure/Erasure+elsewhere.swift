import Blobs
import DataStore
import Identity
import Primitives

/// Where somebody may be named beside leads and messages: files, views, imports.
extension Erasure {
    /// Replaces the texts in keys, names and metadata of all files of the workspace, those in the trash and uploads under way included;
    /// answers how many changed. What is in them is not looked into.
    func eraseFromFiles(_ terms: [String], of workspace: ID<Workspace>) async throws -> Int {
        let erased = ErasedText(terms)
        guard !erased.terms.isEmpty else { return 0 }
        let found = try await store.read { try Buckets.files(naming: erased.terms, of: ID(of: workspace), in: $0) }
        for start in stride(from: 0, to: found.count, by: ErasureRows.stepLimit) {
            try Task.checkCancellation()
            let step = found[start...].prefix(ErasureRows.stepLimit)
            try await store.write { [clock] tx in
                for file in step {
                    let moved = try Buckets.rewrite(file, of: ID(of: workspace), at: clock.now(), in: tx) { erased.replacing(in: $0) }
                    guard let moved, moved.bucket == ChatFiles.bucket else { continue }
                    try tx.execute(
                        "UPDATE message_attachment SET object_key = ?, name = ? WHERE object_key = ?",
                        [moved.new, moved.new.name, moved.old])
                }
            }
        }
        return found.count
    }

    /// Replaces the texts in the names of views and in what they look for; answers how many changed.
    static func eraseFromViews(_ terms: [String], of workspace: ID<Workspace>, at now: Timestamp, in tx: WriteTransaction) throws -> Int {
        let erased = ErasedText(terms)
        var count = 0
        for term in erased.terms {
            for var view in try LeadViewRows.naming(term, of: workspace, in: tx) {
                let filter = view.query.filter
                view.name = String(erased.replacing(in: view.name).prefix(LeadViewDraft.nameLimit))
                view.query.filter.text = erased.replacing(in: filter.text)
                // A tag that named them is on no lead any more.
                view.query.filter.tags = filter.tags.filter { !erased.isIn($0) }
                view.version += 1
                view.updatedAt = now
                try LeadViewRows.update(view, in: tx)
                count += 1
            }
        }
        return count
    }

    /// What files of imports were called, also of those whose bytes are long gone.
    static func eraseFromImportNames(_ terms: [String], of workspace: ID<Workspace>, in tx: WriteTransaction) throws {
        let erased = ErasedText(terms)
        for row in try tx.rows("SELECT id, file_name FROM import WHERE workspace_id = ?", [workspace]) {
            let (id, name): (ID<Import>, String) = (try row["id"], try row["file_name"])
            guard erased.isIn(name) else { continue }
            try tx.execute("UPDATE import SET file_name = ? WHERE id = ?", [erased.replacing(in: name), id])
        }
    }
}
