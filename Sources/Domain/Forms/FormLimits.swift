import Identity
import Primitives
import Synchronization

/// How often forms may be sent: by one remote, and by all together. Counted in memory: a restart forgives a minute's worth.
final class FormLimits: Sendable {
    /// A person who corrects a mistake sends a form twice or three times.
    private static let remoteCapacity = 5
    private static let remoteInterval = Duration.seconds(12)
    /// Buckets that are kept; more remotes at once than this are an attack, which the budget of the form bounds.
    private static let bucketLimit = 10_000

    private let clock: WallClock
    private let fullAt = Mutex<[String: Timestamp]>([:])

    init(clock: WallClock) {
        self.clock = clock
    }

    /// - Throws: ``Failure`` `rateLimited`, and then nothing is taken.
    func take(_ form: Form, remote: String?) throws(Failure) {
        let now = clock.now()
        let own = (
            name: "\(form.id)", bucket: TokenBucket(capacity: form.perMinute, interval: .seconds(60) / form.perMinute),
            policy: LimitPolicy("form", quota: form.perMinute, in: .seconds(60))
        )
        let theirs = remote.map {
            (
                name: "\(form.id) \(RemoteSubject($0).text)",
                bucket: TokenBucket(capacity: Self.remoteCapacity, interval: Self.remoteInterval),
                policy: LimitPolicy("form-by-remote", quota: Self.remoteCapacity, in: Self.remoteInterval * Self.remoteCapacity)
            )
        }
        let refusal: (Duration, LimitPolicy)? = fullAt.withLock { fullAt in
            var taken: [(String, Timestamp)] = []
            for (name, bucket, policy) in [theirs, own].compactMap({ $0 }) {
                switch bucket.taking(fullAt: fullAt[name], at: now) {
                case .taken(let moment): taken.append((name, moment))
                case .empty(let wait): return (wait, policy)
                }
            }
            if fullAt.count + taken.count > Self.bucketLimit { fullAt = fullAt.filter { $0.value > now } }
            if fullAt.count + taken.count > Self.bucketLimit { fullAt = [:] }
            for (name, moment) in taken { fullAt[name] = moment }
            return nil
        }
        guard let (wait, policy) = refusal else { return }
        let seconds = max(1, (wait.microseconds + 999_999) / 1_000_000)
        throw Failure(
            .rateLimited,
            form.language("Trop d’envois. Réessayez dans \(seconds) secondes.", "Sent too often. Try again in \(seconds) seconds."),
            retryAfter: .seconds(seconds), limit: policy)
    }
}
