import Configuration
import FoundationEssentials
import SystemPackage

/// Where settings come from, the strongest first: the command line, the environment, the profile's file, the defaults.
package struct SettingSources: Sendable {
    /// Only these variables ever reach a browser (the product document's rule).
    static let publicPrefix = "NEXT_PUBLIC_"

    let profile: Profile
    private let flags: [Setting: String]
    private let environment: [String: String]
    private let file: EnvironmentVariablesProvider
    private let filePath: String
    private let fileNames: [String]

    /// Reads `.env.<profile>` in `folder`; a missing file is an empty one.
    package init(profile: Profile, flags: [Setting: String] = [:], environment: [String: String], folder: String) async throws {
        self.profile = profile
        self.flags = flags
        self.environment = environment
        filePath = "\(folder)/.env.\(profile.rawValue)"
        file = try await EnvironmentVariablesProvider(environmentFilePath: FilePath(filePath), allowMissing: true)
        fileNames = try Self.names(inFile: filePath)
    }

    /// The value of `setting` and a word for where it came from. An empty value counts as not set.
    func value(of setting: Setting) throws -> (value: String, source: String)? {
        if let value = flags[setting] { return (value, "command line") }
        if let value = environment[setting.rawValue], !value.isEmpty { return (value, "environment") }
        if let value = try file.environmentValue(forName: setting.rawValue), !value.isEmpty { return (value, ".env.\(profile.rawValue)") }
        return setting.defaultValue(in: profile).map { ($0, "default") }
    }

    /// Every variable that a browser may see, by name.
    func publicVariables() throws -> [String: String] {
        var variables: [String: String] = [:]
        for name in fileNames where name.hasPrefix(Self.publicPrefix) { variables[name] = try file.environmentValue(forName: name) }
        for (name, value) in environment where name.hasPrefix(Self.publicPrefix) { variables[name] = value }
        return variables
    }

    /// The provider looks names up but does not list them.
    private static func names(inFile path: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self).split(separator: "\n").compactMap { line in
            line.split(separator: "=", maxSplits: 1).first.map { $0.filter { !$0.isWhitespace } }
        }
    }
}
