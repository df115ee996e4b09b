package import DataStore

/// What people decide of alerts, and the alerts themselves: in the main database, so that it is backed up and survives a crash.
package enum AlertSchema {
    package static let migrations = [
        Migration(
            "alerts/001",
            """
            -- Only rules that somebody has changed or silenced.
            CREATE TABLE alert_rule (
                name TEXT PRIMARY KEY,
                threshold REAL NOT NULL,
                for_seconds INTEGER NOT NULL,
                resolve_seconds INTEGER NOT NULL,
                severity TEXT NOT NULL,
                is_on INTEGER NOT NULL,
                silenced_until INTEGER,
                silence_reason TEXT,
                version INTEGER NOT NULL
            ) {strict};

            -- told: the state of which people were told last; what differs from the state is still to be told.
            CREATE TABLE alert (
                id TEXT PRIMARY KEY,
                rule TEXT NOT NULL,
                severity TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state = 'firing' OR state = 'resolved'),
                started_at INTEGER NOT NULL,
                fired_at INTEGER NOT NULL,
                resolved_at INTEGER,
                value REAL,
                summary TEXT NOT NULL,
                told TEXT,
                version INTEGER NOT NULL
            ) {strict};
            CREATE INDEX alert_untold ON alert (id) WHERE state = 'firing' OR told = 'firing';

            CREATE TABLE alert_target (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                content TEXT NOT NULL,
                version INTEGER NOT NULL
            ) {strict};

            CREATE TABLE alert_notice (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                sent_at INTEGER NOT NULL
            ) {strict};
            """)
    ]
}
