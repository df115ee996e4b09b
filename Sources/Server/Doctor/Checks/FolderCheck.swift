import DataStore
import Glibc

/// That the data folder is the node's alone, and its to write.
struct FolderCheck: DoctorCheck {
    /// What a node writes itself; each may be absent.
    private static let files = ["", "/uprising.sqlite", "/telemetry.sqlite", "/secret.key", "/blobs"]

    let place: Surroundings
    let name = "data folder"

    func run() -> [DoctorFinding] {
        let folder = place.settings.dataFolder
        let status: FileStatus
        do throws(FileStatus.Fault) {
            status = try FileStatus(of: folder)
        } catch {
            if error.isMissing { return [.ok("\(folder) is not there yet; the first start makes it")] }
            return [.fail("\(folder) can't be looked at: \(error.words)", mend: "run this as the node's user, or with sudo")]
        }
        guard status.isFolder else { return [.fail("\(folder) is no folder", mend: "name another in DATA_DIR")] }
        let findings = Self.files.compactMap { finding(folder + $0, owner: status.owner) } + [rights(folder, status)].compactMap { $0 }
        return findings.isEmpty ? [.ok("\(folder) is user \(Self.name(of: status.owner))'s alone")] : findings
    }

    private func finding(_ path: String, owner: UInt32) -> DoctorFinding? {
        guard let status = try? FileStatus(of: path) else { return nil }
        if status.owner != owner {
            return .fail(
                "\(path) belongs to \(Self.name(of: status.owner)), its folder to \(Self.name(of: owner)), so the node can't write it",
                mend: "chown \(Self.name(of: owner)): \(path)")
        }
        // What is in a folder that nobody else may enter is safe; the folder itself and what is secret must be tight.
        guard status.permissions & 0o077 != 0, path == place.settings.dataFolder || path.hasSuffix(".key") else { return nil }
        return .fail("\(path) may be read by others (mode \(String(status.permissions, radix: 8)))", mend: "chmod go-rwx \(path)")
    }

    private func rights(_ folder: String, _ status: FileStatus) -> DoctorFinding? {
        if geteuid() == 0, status.owner != 0 {
            return .warn(
                "this runs as root, so whether \(Self.name(of: status.owner)) may write \(folder) is not known",
                mend: "run it as the node's user: sudo -u \(Self.name(of: status.owner)) uprising doctor")
        }
        guard access(folder, R_OK | W_OK | X_OK) != 0 else { return nil }
        return .fail(
            "\(folder) can't be written by user \(Self.name(of: geteuid())): \(String(cString: strerror(errno)))",
            mend: "run this as the node's user, or give it the folder: chown \(Self.name(of: geteuid())): \(folder)")
    }

    private static func name(of user: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4_096)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, let name = found?.pointee.pw_name else { return "\(user)" }
        return String(cString: name)
    }
}
