import Primitives
import Telemetry

extension Operator {
    /// What the page of health shows.
    ///
    /// - Returns: whether the node can do its work and no alert asks for somebody now.
    package func printHealth(isJSON: Bool) async throws -> Bool {
        let answer = try await ControlClient(settings: settings).ask(running: .health, remedy: "Its log says why it ended.")
        guard case .health(let report) = answer else { return false }
        if isJSON {
            print(String(decoding: JSONWriter.bytes(of: report), as: UTF8.self))
        } else {
            for line in HealthText.lines(of: report) { print(line) }
        }
        return report.status != .failing
    }
}
