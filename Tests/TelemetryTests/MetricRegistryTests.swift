import CoreMetrics
import TestSupport
import Testing

@testable import Telemetry

struct MetricRegistryTests {
    private static let requests = MetricFamily.durations(
        "http_request_duration_seconds", "How long requests took.", .init("route", .oneOf(["/a", "/b"])), .init("status", .oneOf(["2xx"])),
        bounds: [0.1, 1])
    private static let jobs = MetricFamily.counter("jobs_total", "Jobs that ended.", .init("queue", .first(2)))

    @Test func `A value that a label may not have counts as other, so no stranger makes series`() {
        let registry = MetricRegistry([Self.requests])
        for index in 0..<1_000 { registry.histogram(Self.requests, "/guess/\(index)", "2xx").record(.milliseconds(50)) }
        registry.histogram(Self.requests, "/a", "2xx").record(.milliseconds(50))
        let lines = Self.lines(of: registry)
        #expect(lines.count { $0.hasPrefix("http_request_duration_seconds_count") } == 2)
        #expect(lines.contains("http_request_duration_seconds_count{route=\"other\",status=\"2xx\"} 1000"))
    }

    @Test func `Of names that come up as the node runs, only so many have series of their own`() {
        let registry = MetricRegistry([Self.jobs])
        for queue in ["mail", "analysis", "spam", "more"] {
            Counter(label: "jobs_total", dimensions: [("queue", queue)], factory: registry).increment()
        }
        let lines = Self.lines(of: registry)
        #expect(lines.contains("jobs_total{queue=\"mail\"} 1"))
        #expect(lines.contains("jobs_total{queue=\"other\"} 2"))
    }

    @Test func `A family that nobody declared has no labels, and there is a bound to how many there are`() {
        let registry = MetricRegistry([])
        for index in 0..<300 {
            Counter(label: "lib.thing-\(index)", dimensions: [("user", "u\(index)")], factory: registry).increment()
        }
        let lines = Self.lines(of: registry).filter { !$0.hasPrefix("#") }
        #expect(lines.count == MetricRegistry.strangerLimit)
        #expect(lines.allSatisfy { $0.hasPrefix("lib_thing_") && !$0.contains("user") })
    }

    @Test func `A histogram is cumulative, in seconds, with its sum and count`() {
        let registry = MetricRegistry([Self.requests])
        let timer = Timer(label: Self.requests.name, dimensions: [("route", "/a"), ("status", "2xx")], factory: registry)
        for milliseconds in [50, 50, 500, 5_000] as [Int64] { timer.recordNanoseconds(milliseconds * 1_000_000) }
        let labels = "route=\"/a\",status=\"2xx\""
        #expect(
            Self.lines(of: registry) == [
                "# HELP http_request_duration_seconds How long requests took.",
                "# TYPE http_request_duration_seconds histogram",
                "http_request_duration_seconds_bucket{\(labels),le=\"0.1\"} 2",
                "http_request_duration_seconds_bucket{\(labels),le=\"1\"} 3",
                "http_request_duration_seconds_bucket{\(labels),le=\"+Inf\"} 4",
                "http_request_duration_seconds_sum{\(labels)} 5.6",
                "http_request_duration_seconds_count{\(labels)} 4",
            ])
    }

    @Test func `What a family is tapped for gets each duration beside the histogram`() {
        let recorder = Recorder<Duration>()
        let registry = MetricRegistry([.durations("pdf_seconds", "")], taps: ["pdf_seconds": { recorder.record($0) }])
        Timer(label: "pdf_seconds", dimensions: [], factory: registry).recordNanoseconds(3_000_000)
        #expect(recorder.all == [.milliseconds(3)])
    }

    @Test func `Values of labels and help are escaped, so that none can forge a line`() {
        let family = MetricFamily.gauge("depth", "a\nb\\", .init("queue", .first(5)))
        var text = MetricText()
        text.family(family, [(["x\"} 1\nfake 2"], 7)])
        let lines = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n").map { String($0) }
        #expect(lines == ["# HELP depth a\\nb\\\\", "# TYPE depth gauge", "depth{queue=\"x\\\"} 1\\nfake 2\"} 7"])
    }

    /// The measure itself is in `Benchmarks`; here that ten thousand series come out whole.
    @Test func `Ten thousand series are exposed`() {
        let routes = (0..<350).map { "/r\($0)" }
        let family = MetricFamily.durations(
            "t_seconds", "", .init("route", .oneOf(Set(routes))), .init("status", .oneOf(["2xx", "5xx"])))
        let registry = MetricRegistry([family])
        for route in routes {
            for status in ["2xx", "5xx"] { registry.histogram(family, route, status).record(.milliseconds(Int64(route.count) * 7)) }
        }
        let lines = Self.lines(of: registry)
        #expect(lines.count == 1 + 700 * (MetricFamily.requestBounds.count + 3))
    }

    private static func lines(of registry: MetricRegistry) -> [String] {
        var text = MetricText()
        registry.write(to: &text)
        return String(decoding: text.bytes, as: UTF8.self).split(separator: "\n").map { String($0) }
    }
}
