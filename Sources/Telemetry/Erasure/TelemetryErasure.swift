package import DataStore
package import Primitives

/// Takes somebody out of what telemetry keeps. Reports of errors that name them go, their counts stay; in lines of the log, in steps of traces and
/// in the titles of errors a mark takes their place.
///
/// Lines and traces of another workspace are not touched. Read while others write, changed in small steps; run again, it does the rest.
package struct TelemetryErasure: Sendable {
    /// Reports that are unpacked between two writes.
    private static let reportStep = 50
    /// Blocks of lines: some megabytes.
    private static let blockStep = 32
    private static let partStep = 500

    let store: Store

    package init(store: Store) {
        self.store = store
    }

    /// - Parameters:
    ///   - terms: texts that stand for the person and nobody else.
    ///   - projects: those of the workspace that report errors.
    package func erase(_ terms: [String], of workspace: String, in projects: [ErrorProjectID]) async throws {
        let erased = ErasedBytes(terms)
        for project in projects {
            try await eraseReports(erased, of: project)
            try await eraseGroups(erased, of: project)
            try await forgetPeople(terms, of: project)
        }
        try await eraseLines(erased, of: workspace)
        try await eraseSpans(erased, of: workspace)
        try await store.forgetLog()
    }

    private func eraseReports(_ erased: ErasedBytes, of project: ErrorProjectID) async throws {
        var last: Int64 = 0
        while true {
            try Task.checkCancellation()
            let (newest, named) = try await store.read { [last] tx in
                let reports = try ErrorEventRows.list(of: project, after: last, limit: Self.reportStep, in: tx)
                let named = try reports.filter { report in
                    try report.isNaming(erased) || AttachmentRows.all(of: report.number, in: tx).contains(where: erased.isIn)
                }
                return (reports.last?.number, named.map(\.number))
            }
            guard let newest else { return }
            last = newest
            guard !named.isEmpty else { continue }
            try await store.write { tx in
                for number in named { _ = try ErrorEventRows.delete("number = ?", [number], limit: 1, in: tx) }
            }
        }
    }

    private func eraseGroups(_ erased: ErasedBytes, of project: ErrorProjectID) async throws {
        let columns = ["title", "culprit", "type", "value", "first_release", "last_release"]
        let groups = try await store.read { tx in
            try tx.rows("SELECT id, \(columns.joined(separator: ", ")) FROM error_group WHERE project_id = ?", [project]).compactMap {
                row in
                let texts = try columns.compactMap { column in
                    try (row[column] as String?).flatMap { erased.replacing(in: $0) }.map { (column: column, text: $0) }
                }
                return texts.isEmpty ? nil : (id: try row["id"] as String, texts: texts)
            }
        }
        guard !groups.isEmpty else { return }
        try await store.write { tx in
            for group in groups {
                for (column, text) in group.texts { try tx.execute("UPDATE error_group SET \(column) = ? WHERE id = ?", [text, group.id]) }
                try tx.execute("UPDATE error_group SET version = version + 1 WHERE id = ?", [group.id])
            }
        }
    }

    /// By the hashes that they were counted by; how many people an error met stays.
    private func forgetPeople(_ terms: [String], of project: ErrorProjectID) async throws {
        let hashes = Set(
            terms.flatMap { [$0, $0.lowercased()] }.flatMap { term in
                ["id", "email", "username"].map { ErrorEvent.hash(ofPerson: "\($0):\(term)", in: project) }
            })
        try await store.write { tx in
            for hash in hashes {
                try tx.execute(
                    "DELETE FROM error_person WHERE person = ? AND group_id IN (SELECT id FROM error_group WHERE project_id = ?)",
                    [hash, project])
            }
        }
    }

    private func eraseLines(_ erased: ErasedBytes, of workspace: String) async throws {
        var last: Int64 = 0
        while true {
            try Task.checkCancellation()
            let blocks = try await store.read { [last] in try LogRows.blocks(after: last, limit: Self.blockStep, in: $0) }
            guard let newest = blocks.last else { return }
            last = newest.id
            let changed = blocks.compactMap { block in
                LogLines.replacing(erased, in: block.lines, of: workspace).map { (id: block.id, lines: $0) }
            }
            guard !changed.isEmpty else { continue }
            try await store.write { tx in
                for (id, lines) in changed { try LogRows.replace(id, by: lines, in: tx) }
            }
        }
    }

    private func eraseSpans(_ erased: ErasedBytes, of workspace: String) async throws {
        var last: Int64 = 0
        while true {
            try Task.checkCancellation()
            let parts = try await store.read { [last] in
                try TraceRows.parts(after: last, of: workspace, limit: Self.partStep, in: $0)
            }
            guard let newest = parts.last else { return }
            last = newest.id
            let changed = parts.compactMap { part in
                let (spans, name) = (erased.replacing(in: part.spans), erased.replacing(in: part.name))
                return spans == nil && name == nil ? nil : (part: part, spans: spans ?? part.spans, name: name ?? part.name)
            }
            guard !changed.isEmpty else { continue }
            try await store.write { tx in
                for (part, spans, name) in changed { try TraceRows.replace(part, spans: spans, name: name, in: tx) }
            }
        }
    }
}
