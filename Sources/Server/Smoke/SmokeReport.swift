import Primitives

/// Runs checks one after the other, says a line for each as it ends, and counts.
struct SmokeReport {
    /// As wide as the longest title of a check.
    private static let titleWidth = 10
    /// Six digits are a quarter of an hour in milliseconds.
    private static let timeWidth = 6

    private let say: @Sendable (String) -> Void
    private let started = ContinuousClock.now
    private var passed = 0
    private var failed = 0
    private var skipped = 0
    /// Set when nothing answered, so that the rest need not be tried.
    private(set) var isUnreachable = false

    init(say: @escaping @Sendable (String) -> Void) {
        self.say = say
    }

    var hasFailed: Bool { failed > 0 }

    /// What the check found; `nil` when it failed or was left out.
    ///
    /// - Parameters:
    ///   - needed: what the check can't be tried without.
    ///   - name: of what is needed, for the line that says that it is not there.
    /// - Throws: `CancellationError` alone.
    mutating func check<Needed, Found>(
        _ title: String, with needed: Needed?, called name: String, _ work: (Needed) async throws -> (found: Found, detail: String)
    ) async throws -> Found? {
        guard let needed, !isUnreachable else {
            skipped += 1
            say("\(Self.padded(title))  skip: needs \(isUnreachable ? "a node that answers" : name)")
            return nil
        }
        let begun = ContinuousClock.now
        do {
            let (found, detail) = try await work(needed)
            passed += 1
            line(title, "ok  ", since: begun, detail)
            return found
        } catch let error as CancellationError {
            throw error
        } catch {
            let fault = NodeFault(describing: error)
            failed += 1
            isUnreachable = fault.isUnreachable
            line(title, "FAIL", since: begun, fault.description)
            return nil
        }
    }

    func summary() {
        let took = (ContinuousClock.now - started).inSeconds
        say("\(hasFailed ? "FAIL" : "ok"): \(passed) passed, \(failed) failed, \(skipped) skipped in \(took)")
    }

    private func line(_ title: String, _ word: String, since begun: ContinuousClock.Instant, _ detail: String) {
        let time = String((ContinuousClock.now - begun).wholeMilliseconds)
        let space = String(repeating: " ", count: max(0, Self.timeWidth - time.count))
        say("\(Self.padded(title))  \(word) \(space)\(time) ms  \(detail)")
    }

    private static func padded(_ title: String) -> String {
        title + String(repeating: " ", count: max(0, titleWidth - title.count))
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// For sentences: `0.4 s`, `12 s`.
    var inSeconds: String {
        let tenths = (wholeMilliseconds + 50) / 100
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
