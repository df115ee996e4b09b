import FoundationEssentials
import Glibc
import Primitives
import Telemetry

/// That there is room on the disk, and that it flushes fast enough.
struct DiskCheck: DoctorCheck {
    /// A disk that turns does 10 to 20 ms; past it writes of a busy team wait for each other.
    static let slowFlush = Duration.milliseconds(25)
    private static let probes = 15
    private static let probeTime = Duration.seconds(1)
    private static let probeBytes = 4_096
    /// As the alert `diskSpace` has it.
    private static let scarceShare = AlertRuleName.diskSpace.standard.threshold

    let place: Surroundings
    let name = "disk"
    var measure: @Sendable (String) -> DiskRoom.Room? = { DiskRoom(path: $0).room }

    func run() -> [DoctorFinding] {
        let folder = nearestFolder
        return [room(of: folder), speed(of: folder)].compactMap { $0 }
    }

    /// The data folder, or where it will be made.
    private var nearestFolder: String {
        var url = URL(filePath: place.settings.dataFolder).absoluteURL
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" { url.deleteLastPathComponent() }
        return url.path
    }

    private func room(of folder: String) -> DoctorFinding {
        guard let room = measure(folder) else {
            return .warn("how much room there is in \(folder) is not known", mend: "df -h \(folder)")
        }
        let words = "\(room.freeBytes >> 20) MiB of \(room.totalBytes >> 20) are free in \(folder)"
        let mend = "make room, or give the disk more: du -xh --max-depth=2 / | sort -h | tail -20"
        if room.isScarce { return .fail(words + ": logs and traces are not written any more", mend: mend) }
        if room.freeShare < Self.scarceShare { return .warn(words, mend: mend) }
        return .ok(words)
    }

    private func speed(of folder: String) -> DoctorFinding? {
        let path = "\(folder)/.doctor-\(getpid())"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            // That nothing can be written is the data folder's line, and what to do about it, too.
            return errno == ENOSPC ? full(folder) : nil
        }
        defer {
            close(descriptor)
            unlink(path)
        }
        let bytes = [UInt8](repeating: 1, count: Self.probeBytes)
        var times: [Duration] = []
        let clock = ContinuousClock()
        let start = clock.now
        while times.count < Self.probes, clock.now - start < Self.probeTime {
            let began = clock.now
            guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, fdatasync(descriptor) == 0 else {
                return errno == ENOSPC
                    ? full(folder)
                    : .fail("the disk of \(folder) failed: \(String(cString: strerror(errno)))", mend: "look at the disk: dmesg | tail -50")
            }
            times.append(clock.now - began)
        }
        let median = times.sorted()[times.count / 2]
        let words = "a flush takes \(median.words) (median of \(times.count))"
        guard median > Self.slowFlush else { return .ok(words) }
        return .warn(
            words + "; every acknowledged change waits for one", mend: "see what else writes to it: iostat -x 5 3; or take a faster disk")
    }

    private func full(_ folder: String) -> DoctorFinding {
        .fail("the disk of \(folder) takes no more bytes", mend: "make room: du -xh --max-depth=2 / | sort -h | tail -20")
    }
}
