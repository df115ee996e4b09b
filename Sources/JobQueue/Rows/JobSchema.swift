import DataStore

/// The tables of jobs. What a job needs at each start stands in `job`; what is written seldom has tables of its own.
enum JobSchema {
    static let migrations = [
        Migration(
            "jobs/001",
            """
            CREATE TABLE job (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL,
                queue TEXT NOT NULL,
                kind TEXT NOT NULL,
                is_external INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (
                    state = 'scheduled' OR state = 'waiting' OR state = 'waiting_for_children' OR state = 'running' OR state = 'retrying'
                        OR state = 'completed' OR state = 'failed' OR state = 'cancelled'),
                is_held INTEGER NOT NULL,
                priority INTEGER NOT NULL CHECK (priority >= 0 AND priority <= 9),
                run_at INTEGER NOT NULL,
                arguments TEXT NOT NULL,
                subject_id TEXT,
                trace_id TEXT NOT NULL,
                unique_key TEXT,
                holds_unique_key INTEGER NOT NULL,
                unique_until INTEGER,
                limit_key TEXT,
                key_concurrency INTEGER,
                key_interval_ms INTEGER,
                parent_id TEXT,
                waits_for INTEGER NOT NULL,
                on_child_failure TEXT,
                attempt INTEGER NOT NULL,
                max_attempts INTEGER NOT NULL,
                timeout_ms INTEGER NOT NULL,
                backoff TEXT,
                crashes INTEGER NOT NULL,
                fence INTEGER NOT NULL,
                progress INTEGER NOT NULL,
                progress_text TEXT,
                error TEXT,
                result TEXT,
                cancel_reason TEXT,
                worker TEXT,
                lease_expires_at INTEGER,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                started_at INTEGER,
                finished_at INTEGER,
                updated_at INTEGER NOT NULL
            ) {clustered};
            CREATE INDEX job_ready ON job (queue, workspace_id, priority, id) WHERE state = 'waiting' AND is_held = 0 AND is_external = 0;
            CREATE INDEX job_leasable ON job (workspace_id, queue, kind, priority, id)
                WHERE state = 'waiting' AND is_held = 0 AND is_external = 1;
            CREATE INDEX job_due ON job (run_at) WHERE state IN ('scheduled', 'retrying');
            CREATE INDEX job_running ON job (id) WHERE state = 'running';
            CREATE INDEX job_listing ON job (workspace_id, state, id);
            CREATE INDEX job_ended ON job (state, finished_at) WHERE finished_at IS NOT NULL;
            CREATE INDEX job_subject ON job (subject_id, id) WHERE subject_id IS NOT NULL;
            CREATE INDEX job_child ON job (parent_id, id) WHERE parent_id IS NOT NULL;
            CREATE INDEX job_key ON job (limit_key, state, is_held, priority, id) WHERE limit_key IS NOT NULL;
            CREATE INDEX job_held ON job (id) WHERE is_held = 1;
            CREATE INDEX job_suspect ON job (id) WHERE crashes > 0;
            CREATE UNIQUE INDEX job_unique ON job (unique_key) WHERE holds_unique_key = 1;

            CREATE TABLE job_count (
                workspace_id TEXT NOT NULL,
                queue TEXT NOT NULL,
                state TEXT NOT NULL,
                is_external INTEGER NOT NULL,
                jobs INTEGER NOT NULL CHECK (jobs >= 0),
                PRIMARY KEY (workspace_id, queue, is_external, state)
            ) {clustered};

            CREATE TABLE job_attempt (
                job_id TEXT NOT NULL,
                fence INTEGER NOT NULL,
                number INTEGER NOT NULL,
                worker TEXT,
                started_at INTEGER NOT NULL,
                ended_at INTEGER NOT NULL,
                ending TEXT NOT NULL,
                error TEXT,
                stack TEXT,
                PRIMARY KEY (job_id, fence)
            ) {clustered};

            CREATE TABLE job_log (
                job_id TEXT NOT NULL,
                line INTEGER NOT NULL,
                at INTEGER NOT NULL,
                level TEXT NOT NULL,
                text TEXT NOT NULL,
                PRIMARY KEY (job_id, line)
            ) {clustered};

            CREATE TABLE job_queue (
                queue TEXT NOT NULL,
                workspace_id TEXT NOT NULL,
                is_paused INTEGER NOT NULL,
                paused_until INTEGER,
                concurrency INTEGER,
                rate_count INTEGER,
                rate_period_ms INTEGER,
                PRIMARY KEY (queue, workspace_id)
            ) {clustered};

            CREATE TABLE job_process (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                boot TEXT NOT NULL
            ) {strict};

            CREATE TABLE job_pace (
                key TEXT PRIMARY KEY,
                next_start_at INTEGER NOT NULL,
                is_awaited INTEGER NOT NULL
            ) {clustered};
            CREATE INDEX job_pace_awaited ON job_pace (next_start_at) WHERE is_awaited = 1;
            CREATE INDEX job_pace_past ON job_pace (next_start_at) WHERE is_awaited = 0;
            """),
        Migration("jobs/002", "ALTER TABLE job ADD COLUMN span_id TEXT;"),
    ]
}
