import ArgumentParser
import Server

/// The options that pick a profile, shared by every command that needs its settings.
struct ProfileOptions: ParsableArguments {
    @Option(help: "local, staging or production. Also UPRISING_PROFILE; local if neither is given.")
    var profile: String?

    func settings(_ flags: [Setting: String] = [:]) async throws -> Settings {
        try await Settings.inForce(profile: profile, flags: flags)
    }
}
