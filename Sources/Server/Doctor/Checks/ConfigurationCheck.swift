import DataStore

/// That every setting is good, and that the file with the secrets is nobody else's to read.
struct ConfigurationCheck: DoctorCheck {
    static let name = "configuration"

    let place: Surroundings
    var name: String { Self.name }

    func run() -> [DoctorFinding] {
        let given = place.settings.report.count { !["default", "–"].contains($0.source) }
        let words = "profile \(place.settings.profile.rawValue): \(given) settings are given, and all are good"
        return [.ok(words)] + [secrecy, exposure].compactMap { $0 }
    }

    private var secrecy: DoctorFinding? {
        guard let status = try? FileStatus(of: place.settingsFile), status.permissions & 0o007 != 0 else { return nil }
        return .fail(
            "\(place.settingsFile) has secrets, and every user of this machine may read it", mend: "chmod o-rwx \(place.settingsFile)")
    }

    /// Plain HTTP, open to others than this machine's own programs.
    private var exposure: DoctorFinding? {
        let settings = place.settings
        guard settings.tls == nil, settings.profile.needsConfiguration, !["127.0.0.1", "::1", "localhost"].contains(settings.host) else {
            return nil
        }
        return .warn(
            "the node speaks plain HTTP at \(settings.host), to everybody who reaches it",
            mend: "set HOST=127.0.0.1 behind a proxy, or TLS_CERTIFICATE_FILE and TLS_KEY_FILE without one")
    }
}
