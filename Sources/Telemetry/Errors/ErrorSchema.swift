package import DataStore

/// The tables of errors, in the telemetry database.
package enum ErrorSchema {
    package static let migrations = [
        Migration(
            "errors/001",
            """
            CREATE TABLE error_group (
                id TEXT PRIMARY KEY,
                project_id INTEGER NOT NULL,
                fingerprint TEXT NOT NULL,
                title TEXT NOT NULL,
                culprit TEXT,
                type TEXT,
                value TEXT,
                level TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state = 'unresolved' OR state = 'resolved' OR state = 'ignored'),
                is_regression INTEGER NOT NULL,
                assignee_id TEXT,
                first_seen INTEGER NOT NULL,
                last_seen INTEGER NOT NULL,
                event_count INTEGER NOT NULL,
                people_count INTEGER NOT NULL,
                first_release TEXT,
                last_release TEXT,
                resolved_at INTEGER,
                version INTEGER NOT NULL,
                UNIQUE (project_id, fingerprint)
            ) {strict};
            CREATE INDEX error_group_by_last ON error_group (project_id, last_seen, id);

            -- What is read of every row stands before the report itself.
            CREATE TABLE error_event (
                number {sequence},
                group_id TEXT NOT NULL,
                project_id INTEGER NOT NULL,
                event_id TEXT NOT NULL,
                received_at INTEGER NOT NULL,
                occurred_at INTEGER NOT NULL,
                byte_count INTEGER NOT NULL,
                items TEXT NOT NULL,
                report {blob} NOT NULL,
                UNIQUE (project_id, event_id)
            ) {strict};
            CREATE INDEX error_event_by_group ON error_event (group_id, number);
            CREATE INDEX error_event_by_id ON error_event (event_id);

            CREATE TABLE error_hour (
                group_id TEXT NOT NULL,
                hour INTEGER NOT NULL,
                event_count INTEGER NOT NULL,
                PRIMARY KEY (group_id, hour)
            ) {clustered};
            CREATE INDEX error_hour_by_age ON error_hour (hour);

            CREATE TABLE error_person (
                group_id TEXT NOT NULL,
                person TEXT NOT NULL,
                PRIMARY KEY (group_id, person)
            ) {clustered};

            CREATE TABLE error_tally (
                project_id INTEGER NOT NULL,
                day INTEGER NOT NULL,
                category TEXT NOT NULL,
                outcome TEXT NOT NULL,
                event_count INTEGER NOT NULL,
                PRIMARY KEY (project_id, day, category, outcome)
            ) {clustered};

            -- The bytes of all reports, so that the bound is met without adding them up.
            CREATE TABLE error_size (id INTEGER PRIMARY KEY CHECK (id = 1), byte_count INTEGER NOT NULL) {strict};
            INSERT INTO error_size (id, byte_count) VALUES (1, 0);
            """),
        Migration(
            "errors/002",
            """
            -- By the place of the item in its envelope.
            CREATE TABLE error_attachment (
                id {sequence},
                event_number INTEGER NOT NULL,
                position INTEGER NOT NULL,
                byte_count INTEGER NOT NULL,
                content {blob} NOT NULL,
                UNIQUE (event_number, position)
            ) {strict};
            CREATE TABLE error_attachment_size (id INTEGER PRIMARY KEY CHECK (id = 1), byte_count INTEGER NOT NULL) {strict};
            INSERT INTO error_attachment_size (id, byte_count) VALUES (1, 0);

            CREATE TABLE error_session (
                project_id INTEGER NOT NULL,
                day INTEGER NOT NULL,
                release TEXT NOT NULL,
                started INTEGER NOT NULL,
                errored INTEGER NOT NULL,
                crashed INTEGER NOT NULL,
                abnormal INTEGER NOT NULL,
                people INTEGER NOT NULL,
                crashed_people INTEGER NOT NULL,
                PRIMARY KEY (project_id, day, release)
            ) {clustered};
            CREATE INDEX error_session_by_day ON error_session (day);
            -- Who has been counted; for as long as more may come of a day.
            CREATE TABLE error_session_person (
                project_id INTEGER NOT NULL,
                day INTEGER NOT NULL,
                release TEXT NOT NULL,
                person TEXT NOT NULL,
                has_crashed INTEGER NOT NULL,
                PRIMARY KEY (project_id, day, release, person)
            ) {clustered};
            CREATE INDEX error_session_person_by_day ON error_session_person (day);
            """),
    ]
}
