import Foundation

/// What `uprising config diff` prints.
package enum SettingsComparison {
    private struct Report: Encodable {
        let left: String
        let right: String
        let settings: [SettingsDifference.Line]
    }

    /// Prints in what two profiles differ, by the files in the current folder and the environment.
    ///
    /// - Returns: whether they are the same.
    /// - Throws: ``ConfigurationFaults`` for a name that is no profile.
    package static func print(_ left: String, _ right: String, isJSON: Bool) async throws -> Bool {
        let sources = (try await sources(of: left), try await sources(of: right))
        let difference = try SettingsDifference(sources.0, sources.1)
        if isJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let report = Report(left: left, right: right, settings: difference.lines)
            Swift.print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            var table = TextTable([("setting", .left), (left, .left), ("from", .left), (right, .left), ("from", .left)])
            for line in difference.lines {
                table.add([
                    line.name, word(line.left, of: line), line.left.source ?? "–", word(line.right, of: line), line.right.source ?? "–",
                ])
            }
            for line in table.lines { Swift.print(line) }
        }
        return difference.isSame
    }

    private static func word(_ side: SettingsDifference.Side, of line: SettingsDifference.Line) -> String {
        guard line.isSecret else { return side.value ?? "(not set)" }
        return side.source == nil ? "(not set)" : line.isSame ? "•••••• (same)" : "•••••• (differs)"
    }

    private static func sources(of name: String) async throws -> SettingSources {
        guard let profile = Profile(rawValue: name) else {
            let known = Profile.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationFaults(profile: .local, faults: ["\(name) is not a profile; one of \(known) is wanted"])
        }
        return try await SettingSources(
            profile: profile, environment: ProcessInfo.processInfo.environment, folder: FileManager.default.currentDirectoryPath)
    }
}
