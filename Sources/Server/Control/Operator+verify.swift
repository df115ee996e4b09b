import Primitives

extension Operator {
    /// Prints what is wrong with database and files, a line each.
    ///
    /// - Throws: ``Failure`` `conflict` when anything is.
    package func verify() async throws {
        guard case .verification(let found) = try await ask(.verify) else { return }
        for fault in found.faults { print(fault) }
        let unlisted = found.faultCount - found.faults.count
        if unlisted > 0 { print("and \(unlisted) more") }
        let orphans = found.orphanCount == 0 ? "" : "; \(found.orphanCount) left over, which the next sweep removes"
        say("\(found.fileCount) files, \(found.byteCount) bytes read\(orphans).")
        guard found.faultCount == 0 else {
            throw Failure(
                .conflict,
                "\(found.faultCount) differences. Bring the files back from a backup, at the paths above; nothing was changed or removed.")
        }
        say("Database and files are as they were stored.")
    }
}
