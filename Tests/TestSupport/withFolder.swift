import FoundationEssentials

/// Lends an empty folder and removes it with all that was left in it.
@discardableResult
package func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("uprising-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let outcome: Swift.Result<Result, any Error>
    do {
        outcome = .success(try await body(folder))
    } catch {
        outcome = .failure(error)
    }
    try FileManager.default.removeItem(atPath: folder)
    return try outcome.get()
}
