import AsyncHTTPClient
import CFiles
import DataStore
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import Primitives

/// That the clock tells a time that can be, is kept in step, and is that of others where somebody is asked.
struct ClockCheck: DoctorCheck {
    /// Older than this program.
    private static let earliest = Timestamp(seconds: 1_735_689_600)
    /// What a certificate of a private authority may last; nothing here plans as far.
    private static let latest = Timestamp(seconds: 4_102_444_800)
    /// As the alert `clockSkew` has it: codes and links end early or late by it.
    private static let tolerance = Duration.seconds(5)
    private static let pause: UInt32 = 50_000
    private static let mend = "set it, and have it kept in step: timedatectl set-ntp true"

    let place: Surroundings
    let name = "clock"
    var isSynchronised: @Sendable () -> Bool? = {
        switch uprising_clock_is_synchronised() {
        case 1: true
        case 0: FileManager.default.fileExists(atPath: "/run/systemd/timesync/synchronized")
        default: nil
        }
    }

    func run() throws -> [DoctorFinding] {
        let now = place.clock.now()
        guard (Self.earliest...Self.latest).contains(now) else {
            return [.fail("it says \(now), which can't be: certificates are refused, and codes and links are over", mend: Self.mend)]
        }
        if let written = lastWrite, written - now > Self.tolerance {
            return [.fail("it says \(now), but the database was written at \(written)", mend: Self.mend)]
        }
        return [step(), try comparison()].compactMap { $0 }
    }

    private var lastWrite: Timestamp? {
        ["", "-wal"].compactMap { try? FileStatus(of: place.databasePath + $0).modifiedAt }.max()
    }

    /// Whether it is kept in step, and does not jump at the moment.
    private func step() -> DoctorFinding {
        let before = (wall: Timestamp.now(), passed: ContinuousClock.now)
        usleep(Self.pause)
        let jump = (Timestamp.now() - before.wall) - (ContinuousClock.now - before.passed)
        if Self.size(of: jump) > .seconds(1) { return .warn("it is being set, by \(jump.inSeconds)", mend: Self.mend) }
        switch isSynchronised() {
        case true?: return .ok("the system says that it is kept in step")
        case false?:
            return .warn(
                "the system says that nobody keeps it in step; how far it is off is not known",
                mend: "timedatectl set-ntp true; or compare it: uprising doctor --time-from https://www.debian.org")
        case nil: return .ok("it tells a time that can be; whether it is kept in step the system does not say")
        }
    }

    private func comparison() throws -> DoctorFinding? {
        guard let source = place.timeSource else { return nil }
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: HTTPClient.Configuration(tlsConfiguration: place.trust.configuration))
        defer { try? client.syncShutdown() }
        let answer: HTTPClient.Response
        do {
            answer = try client.execute(
                request: try HTTPClient.Request(url: source, method: .HEAD), deadline: .now() + .seconds(4)
            ).wait()
        } catch {
            return .warn("\(source) could not be asked for the time: \(error)", mend: "name another address with --time-from")
        }
        guard let text = answer.headers.first(name: "Date"), let theirs = Self.timestamp(text) else {
            return .warn("\(source) tells no time", mend: "name another address with --time-from")
        }
        // Theirs is cut to the second.
        let off = place.clock.now() - theirs
        guard Self.size(of: off) > Self.tolerance else { return .ok("it is that of \(source), to the second or two") }
        let words = Self.size(of: off).words + (off < .zero ? " behind" : " before")
        return .fail("it is \(words) that of \(source)", mend: Self.mend)
    }

    private static func size(of duration: Duration) -> Duration { duration < .zero ? .zero - duration : duration }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// An IMF-fixdate (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func timestamp(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])),
            let day = Int32(parts[1]), let year = Int32(parts[3])
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int32($0) }
        guard clock.count == 3 else { return nil }
        var time = tm()
        (time.tm_year, time.tm_mon, time.tm_mday) = (year - 1_900, Int32(month), day)
        (time.tm_hour, time.tm_min, time.tm_sec) = (clock[0], clock[1], clock[2])
        return Timestamp(seconds: Int64(timegm(&time)))
    }
}
