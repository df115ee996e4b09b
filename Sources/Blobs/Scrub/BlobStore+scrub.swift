package import DataStore
package import Primitives

extension BlobStore {
    private static let scrubPageLimit = 100
    /// A thousand damaged files are a lost disk; health says so all the same.
    private static let knownLimit = 1_000

    /// Reads stored files again, one after the other at a bounded rate, and compares each with its hash. Changes nothing.
    ///
    /// - Parameters:
    ///   - byteLimit: ends the stretch when so much is read.
    ///   - pause: waits; a test's hand in place of time.
    package func scrub(
        after place: ScrubPlace?, byteLimit: Int64, bytesPerSecond: Int64,
        pause: (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) async throws -> ScrubReport {
        var report = ScrubReport()
        var last = place?.key
        while report.byteCount < byteLimit {
            let page = try await store.read { [last] in try ObjectRows.contents(after: last, limit: Self.scrubPageLimit, $0) }
            for content in page {
                if let fault = try await damage(of: content) {
                    let names = try await store.read { try FaultRows.names(of: content.key, $0) }
                    report.damaged.append(DamagedFile(space: content.key.space, hash: content.key.hash, fault: fault, names: names))
                }
                report.fileCount += 1
                report.byteCount += content.byteCount
                last = content.key
                try await pause(.microseconds(content.byteCount * 1_000_000 / max(1, bytesPerSecond)))
                if report.byteCount >= byteLimit { break }
            }
            if page.isEmpty { return report }
        }
        report.next = last.map { ScrubPlace($0) }
        return report
    }

    /// Marks what is damaged; answers what was not known to be.
    package func mark(_ damaged: [DamagedFile], in tx: WriteTransaction) throws -> [DamagedFile] {
        let now = clock.now()
        let new = try damaged.filter { try FaultRows.mark($0, at: now, in: tx) }
        if !new.isEmpty { try hooks.changing?(tx) }
        return new
    }

    /// Whether a file of the workspace was marked since.
    package func hasMarked(in space: ID<BlobSpace>, since moment: Timestamp, _ tx: some SQLReading) throws -> Bool {
        try FaultRows.hasFound(in: space, since: moment, tx)
    }

    /// Looks again at the files that are marked, and takes the mark from those that are whole: stored anew, or no longer referred to.
    package func reviewMarked() async throws {
        for key in try await store.read({ try FaultRows.all(limit: Self.knownLimit, $0) }) {
            let content = try await store.read { try ObjectRows.content(of: key, $0) }
            let isDamaged = if let content { try await damage(of: content) != nil } else { false }
            if isDamaged { continue }
            try await store.write { [hooks] tx in
                try FaultRows.clear(key, in: tx)
                try hooks.changing?(tx)
            }
        }
    }

    /// How many files are marked as damaged; counts a thousand at most.
    package func damagedCount() async throws -> Int {
        try await store.read { try FaultRows.count($0) }
    }

    private func damage(of content: ObjectRows.Content) async throws -> DamagedFile.Fault? {
        switch try await fault(of: content) {
        case nil, .orphan: nil
        case .missing: .missing
        case .wrongLength: .wrongLength
        case .changed: .changed
        }
    }
}
