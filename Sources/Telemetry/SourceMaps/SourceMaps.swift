import Primitives
import Synchronization

/// The maps of the page's scripts, read when a report first names one of them.
package final class SourceMaps: Sendable {
    /// Maps that are kept in memory; a page's errors come from few of its scripts.
    private static let countLimit = 4

    private let load: @Sendable (_ script: String) -> [UInt8]?
    private let known = Mutex<[(script: String, map: SourceMap?)]>([])

    /// - Parameter load: the map of a script by the script's file name; `nil` when there is none.
    package init(load: @escaping @Sendable (_ script: String) -> [UInt8]?) {
        self.load = load
    }

    package static let none = SourceMaps { _ in nil }

    /// The report with the places of its frames in the page's sources.
    func resolve(_ report: JSONValue) -> JSONValue {
        guard case .object(var members) = report, let exception = members["exception"] else { return report }
        members["exception"] = .object([
            "values": .array(
                SentryEvent.values(exception).map { value in
                    guard case .object(var value) = value, var trace = value["stacktrace"]?.object, let frames = trace["frames"]?.array
                    else { return value }
                    trace["frames"] = .array(resolve(frames))
                    value["stacktrace"] = .object(trace)
                    return .object(value)
                })
        ])
        return .object(members)
    }

    /// The oldest call comes first: what a map calls the place of a call is the name of the function that is called there.
    private func resolve(_ frames: [JSONValue]) -> [JSONValue] {
        var called: String?
        return frames.map { frame in
            guard case .object(var members) = frame, let place = place(of: frame) else {
                called = nil
                return frame
            }
            members["abs_path"] = members["abs_path"] ?? members["filename"]
            members["filename"] = .string(Self.plain(place.source))
            members["lineno"] = .integer(Int64(place.line))
            members["colno"] = .integer(Int64(place.column))
            members["in_app"] = .bool(!place.source.contains("node_modules"))
            if let called { members["function"] = .string(called) }
            called = place.name
            return .object(members)
        }
    }

    private func place(of frame: JSONValue) -> SourceMap.Place? {
        guard let file = frame["abs_path"]?.string ?? frame["filename"]?.string, let line = frame["lineno"]?.integer,
            let column = frame["colno"]?.integer,
            let script = file.split(separator: "/").last.map({ String($0.prefix { $0 != "?" && $0 != "#" }) })
        else { return nil }
        return map(of: script)?.place(line: Int(clamping: line), column: Int(clamping: column))
    }

    /// From the folder of the page's sources on.
    private static func plain(_ source: String) -> String {
        String(source.trimmingPrefix { $0 == "." || $0 == "/" })
    }

    private func map(of script: String) -> SourceMap? {
        known.withLock { known in
            if let found = known.first(where: { $0.script == script }) { return found.map }
            let map = load(script).flatMap { SourceMap($0) }
            known.append((script, map))
            if known.count > Self.countLimit { known.removeFirst() }
            return map
        }
    }
}
