import DataStore
import FoundationEssentials
import Identity
import Primitives

/// The table of what people chose to be told of: SQL and row mapping, nothing else. Who never chose has no row.
enum PreferenceRows {
    static let migrations = [
        Migration(
            "notifications/002",
            """
            CREATE TABLE notification_preference (
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                person_id TEXT NOT NULL,
                choices TEXT NOT NULL,
                daily_at TEXT NOT NULL,
                time_zone TEXT,
                language TEXT,
                PRIMARY KEY (workspace_id, person_id),
                FOREIGN KEY (workspace_id, person_id) REFERENCES member (workspace_id, person_id) ON DELETE CASCADE
            ) {clustered};
            """)
    ]

    static func find(_ person: ID<Person>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> NotificationPreferences {
        guard
            let row = try tx.row(
                "SELECT choices, daily_at, time_zone, language FROM notification_preference WHERE workspace_id = ? AND person_id = ?",
                [workspace, person])
        else { return NotificationPreferences() }
        let language: String? = try row["language"]
        return NotificationPreferences(
            storedChoices: try JSONDecoder().decode(JSONValue.self, from: Data((try row["choices"] as String).utf8)),
            dailyAt: TimeOfDay(try row["daily_at"]) ?? .eight, timeZone: try row["time_zone"],
            language: language.flatMap { Language(rawValue: $0) })
    }

    static func keep(
        _ preferences: NotificationPreferences, of person: ID<Person>, in workspace: ID<Workspace>, _ tx: WriteTransaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO notification_preference (workspace_id, person_id, choices, daily_at, time_zone, language)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (workspace_id, person_id) DO UPDATE SET choices = excluded.choices, daily_at = excluded.daily_at,
                time_zone = excluded.time_zone, language = excluded.language
            """,
            [
                workspace, person, String(decoding: JSONWriter.bytes(of: preferences.storedChoices), as: UTF8.self),
                preferences.dailyAt.description, preferences.timeZone, preferences.language?.rawValue,
            ])
    }
}
