import FoundationEssentials
import Primitives

/// Runs checks one after the other, says a line for each as it ends, and counts; or says all of it as JSON in the end.
struct SmokeReport {
    private struct Whole: Encodable {
        let ok: Bool
        let url: String
        let milliseconds: Int64
        let checks: [SmokeLine]
    }

    /// As wide as the longest title of a check.
    private static let titleWidth = 10
    /// Six digits are a quarter of an hour in milliseconds.
    private static let timeWidth = 6

    private let say: @Sendable (String) -> Void
    private let url: String
    private let isJSON: Bool
    private let started = ContinuousClock.now
    private var lines: [SmokeLine] = []
    /// Set when nothing answered, so that the rest need not be tried.
    private(set) var isUnreachable = false

    init(of url: String, isJSON: Bool, say: @escaping @Sendable (String) -> Void) {
        self.url = url
        self.isJSON = isJSON
        self.say = say
    }

    var hasFailed: Bool { count(.failed) > 0 }

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
            add(title, .skipped, since: nil, "needs \(isUnreachable ? "a node that answers" : name)")
            return nil
        }
        let begun = ContinuousClock.now
        do {
            let (found, detail) = try await work(needed)
            add(title, .passed, since: begun, detail)
            return found
        } catch let error as CancellationError {
            throw error
        } catch {
            let fault = NodeFault(describing: error)
            isUnreachable = fault.isUnreachable
            add(title, .failed, since: begun, fault.description)
            return nil
        }
    }

    /// A check of which nothing else needs the outcome.
    mutating func check<Needed>(
        _ title: String, with needed: Needed?, called name: String, _ work: (Needed) async throws -> String
    ) async throws {
        _ = try await check(title, with: needed, called: name) { ((), try await work($0)) }
    }

    func summary() throws {
        let took = ContinuousClock.now - started
        guard isJSON else {
            return say(
                "\(hasFailed ? "FAIL" : "ok"): \(count(.passed)) passed, \(count(.failed)) failed, \(count(.skipped)) skipped in "
                    + took.inSeconds)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let whole = Whole(ok: !hasFailed, url: url, milliseconds: took.wholeMilliseconds, checks: lines)
        say(String(decoding: try encoder.encode(whole), as: UTF8.self))
    }

    private func count(_ outcome: SmokeLine.Outcome) -> Int { lines.count { $0.outcome == outcome } }

    private mutating func add(_ title: String, _ outcome: SmokeLine.Outcome, since begun: ContinuousClock.Instant?, _ detail: String) {
        let line = SmokeLine(
            check: title, outcome: outcome, milliseconds: begun.map { (ContinuousClock.now - $0).wholeMilliseconds } ?? 0, detail: detail)
        lines.append(line)
        if !isJSON { say(Self.text(of: line)) }
    }

    private static func text(of line: SmokeLine) -> String {
        let time = String(line.milliseconds)
        let space = String(repeating: " ", count: max(0, timeWidth - time.count))
        let title = padded(line.check)
        return switch line.outcome {
        case .passed: "\(title)  ok   \(space)\(time) ms  \(line.detail)"
        case .failed: "\(title)  FAIL \(space)\(time) ms  \(line.detail)"
        case .skipped: "\(title)  skip: \(line.detail)"
        }
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
