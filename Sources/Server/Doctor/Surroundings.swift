import FoundationEssentials
import Primitives

/// What the checks need to know of where they are.
struct Surroundings: Sendable {
    let settings: Settings
    /// Where the profile's file of settings is.
    let workingFolder: String
    let clock: WallClock
    /// By what TLS from outside is judged.
    let trust: NodeTrust
    /// Whose clock is compared with, over HTTP; `nil` for nobody's.
    let timeSource: String?
    /// The node that holds the data folder.
    let holder: LockHolder?

    init(
        settings: Settings, workingFolder: String = FileManager.default.currentDirectoryPath, clock: WallClock = .system,
        trust: NodeTrust = .machine, timeSource: String? = nil
    ) {
        self.settings = settings
        self.workingFolder = workingFolder
        self.clock = clock
        self.trust = trust
        self.timeSource = timeSource
        holder = LockHolder(ofFile: settings.dataFolder + "/uprising.lock")
    }

    var databasePath: String { settings.databasePath ?? settings.dataFolder + "/uprising.sqlite" }
    var blobsPath: String { settings.dataFolder + "/blobs" }
    var hasDatabase: Bool { FileManager.default.fileExists(atPath: databasePath) }
    var publicHost: String? { settings.appURL.flatMap { URL(string: $0)?.host } }
    var settingsFile: String { "\(workingFolder)/.env.\(settings.profile.rawValue)" }

    var checks: [any DoctorCheck] {
        [
            ConfigurationCheck(place: self), FolderCheck(place: self), DiskCheck(place: self), ClockCheck(place: self),
            PortCheck(place: self), NameCheck(place: self), MailCheck(place: self), CertificateCheck(place: self),
            DatabaseCheck(place: self), FilesCheck(place: self), QueueCheck(place: self), BackupCheck(place: self),
            LibraryCheck(),
        ]
    }
}
