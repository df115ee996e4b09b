import FoundationEssentials

extension Settings {
    /// The settings of this process: its environment, and the profile's file in the current folder.
    ///
    /// - Parameter profile: `nil` takes `UPRISING_PROFILE`, and `local` without that.
    package static func inForce(profile: String?, flags: [Setting: String] = [:]) async throws -> Settings {
        let environment = ProcessInfo.processInfo.environment
        let name = profile ?? environment["UPRISING_PROFILE"] ?? Profile.local.rawValue
        guard let profile = Profile(rawValue: name) else {
            let known = Profile.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationFaults(profile: .local, faults: ["UPRISING_PROFILE: \(name) is not a profile; one of \(known) is wanted"])
        }
        return try Settings(
            from: await SettingSources(
                profile: profile, flags: flags, environment: environment, folder: FileManager.default.currentDirectoryPath))
    }
}
