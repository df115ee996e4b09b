import Blobs
import DataStore
import Identity
import Primitives

extension Erasure {
    /// Removes the files, reports and samples of imports that hold one of the texts, or that brought a lead; answers how many.
    func forgetFiles(with terms: [String], broughtLeads leads: [ID<Lead>], of workspace: ID<Workspace>) async throws -> Int {
        let kept = try await store.read { try ImportRows.keepingFiles(of: workspace, in: $0) }
        let bringers: [ID<Import>] = try await store.read { tx in
            try leads.compactMap { try tx.value("SELECT import_id FROM import_row WHERE lead_id = ? LIMIT 1", [$0]) }
        }
        let erased = ErasedText(terms)
        var count = 0
        for value in kept {
            var isHit = bringers.contains(value.id)
            if !isHit {
                try await imports.forEachChunk(of: value) { rows in
                    isHit = rows.contains { erased.isIn(value.encoding.text(of: $0.bytes)) }
                    return !isHit
                }
            }
            guard isHit else { continue }
            try await forget(value.id)
            count += 1
        }
        return count
    }

    private func forget(_ id: ID<Import>) async throws {
        let file: (ContentHash, ID<Workspace>)? = try await store.write { [imports] tx in
            guard var value = try ImportRows.find(id, in: tx), let fileId = value.fileId else { return nil }
            let hash = try imports.blobs.find(fileId, in: tx)?.hash
            value.forgetFile()
            // One that runs has nothing left to read; it ends there.
            if value.state.isUnderway {
                value.state = .failed
                value.error = "The file was erased."
            }
            try imports.touch(&value, in: tx)
            try ImportRows.clearRefusals(of: id, in: tx)
            try imports.blobs.detach(fileId, in: tx)
            return hash.map { ($0, value.workspaceId) }
        }
        if let file { try await imports.blobs.sweep([file.0], in: ID(of: file.1)) }
    }
}
