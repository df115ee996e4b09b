import DataStore
import FoundationEssentials
import Primitives

/// SQL of the targets: one row.
enum AlertTargetRows {
    private struct Content: Codable {
        let emails: [String]
        let webhooks: [AlertWebhook]
        let deadManURL: String?
        let minutesBetween: Int
    }

    static func find(in tx: some SQLReading) throws -> AlertTargets {
        guard let row = try tx.row("SELECT content, version FROM alert_target") else { return AlertTargets() }
        let content = try JSONDecoder().decode(Content.self, from: Data((try row["content"] as String).utf8))
        var targets = AlertTargets()
        targets.emails = content.emails.compactMap { EmailAddress($0) }
        targets.webhooks = content.webhooks
        targets.deadManURL = content.deadManURL
        targets.minutesBetween = content.minutesBetween
        targets.version = try row["version"]
        return targets
    }

    static func save(_ targets: AlertTargets, in tx: WriteTransaction) throws {
        let content = Content(
            emails: targets.emails.map(\.description), webhooks: targets.webhooks, deadManURL: targets.deadManURL,
            minutesBetween: targets.minutesBetween)
        try tx.execute(
            """
            INSERT INTO alert_target (id, content, version) VALUES (1, ?, ?)
            ON CONFLICT (id) DO UPDATE SET content = excluded.content, version = excluded.version
            """,
            [String(decoding: try JSONEncoder().encode(content), as: UTF8.self), targets.version])
    }
}
