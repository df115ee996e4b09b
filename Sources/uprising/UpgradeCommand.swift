import ArgumentParser
import Server

struct UpgradeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Say what an upgrade to this version would find and do, and change nothing.",
        discussion: """
                ./uprising upgrade --check --profile production

            To be run with the new version's program, before it is installed: which migrations are pending and what they take at most, whether \
            the disk has room, whether the last backup is fresh, and whether a newer version wrote the database already. The upgrade itself \
            is made by the release's installer, or by `serve` with the new program; docs/install.md tells how to go back. With --json an \
            object: version, database, isThere, isRunning, byteCount, schema, pending, refusals, warnings, neededByteCount, freeByteCount, \
            estimatedSeconds, lastBackupAt, verdict (ready, careful, refused).

            Exit status: 0 when it can be done, 2 when something should be done first, 1 when it can't.
            """)

    @OptionGroup var options: ProfileOptions
    @Flag(help: "Look and change nothing; there is nothing else that this command does.") var check = false
    @Flag(help: "As one JSON object.") var json = false

    func validate() throws {
        guard check else {
            throw ValidationError("Give --check. The upgrade itself is made by the installer of the newer release, or by `serve`.")
        }
    }

    func run() async throws {
        var status: Int32 = 0
        try await Exit.reporting { status = try Operator(settings: try await options.settings()).checkUpgrade(isJSON: json) }
        if status != 0 { throw ExitCode(status) }
    }
}
