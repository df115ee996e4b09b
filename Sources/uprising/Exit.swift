import ArgumentParser
import Server

/// Turns what a command throws into a line on standard error and an exit status.
enum Exit {
    static func reporting(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch {
            let ending = Ending(for: error)
            ending.print()
            throw ExitCode(ending.status)
        }
    }
}
