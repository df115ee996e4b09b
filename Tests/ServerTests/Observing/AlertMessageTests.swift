import FoundationEssentials
import Primitives
import Testing

@testable import Server
@testable import Telemetry

struct AlertMessageTests {
    private static let alert = Alert(
        id: ID(), rule: .queueStuck, severity: .critical, state: .firing, startedAt: .now(), value: 20,
        summary: "A queue is stuck: <b> & co", version: 1)

    @Test func `What Slack shows can't be mark-up of its own, and names cause and command`() throws {
        let body = AlertMessage(alerts: [Self.alert], url: "https://crm.example", sentAt: .now()).body(.slack)
        let json = try JSONDecoder().decode(JSONValue.self, from: Data(body.utf8))
        #expect(json.object?.keys.sorted() == ["text"])
        let text = try #require(json["text"]?.string)
        #expect(text.contains("A queue is stuck: &lt;b&gt; &amp; co"))
        #expect(text.contains("uprising jobs stats") && text.contains("workers are gone"))
        #expect(text.hasSuffix("https://crm.example/alerts"))
    }

    @Test func `The plain form holds each alert whole`() throws {
        let body = AlertMessage(alerts: [Self.alert], url: "https://crm.example", sentAt: .now()).body(.plain)
        let json = try JSONDecoder().decode(JSONValue.self, from: Data(body.utf8))
        let alert = try #require(json["alerts"]?.array?.first)
        #expect(json["type"] == "alert")
        #expect(alert["rule"] == "queueStuck" && alert["severity"] == "critical" && alert["state"] == "firing")
        #expect(alert["cause"]?.string?.isEmpty == false && alert["command"]?.string?.isEmpty == false)
    }

    @Test(arguments: AlertRuleName.allCases) func `Every rule has a section in the page of alerts`(name: AlertRuleName) throws {
        let page = try String(contentsOfFile: FileManager.default.currentDirectoryPath + "/docs/alerts.md", encoding: .utf8)
        #expect(page.contains("\n### `\(name.rawValue)`\n"))
        #expect(page.contains(name.cause) && page.contains(name.command))
    }
}
