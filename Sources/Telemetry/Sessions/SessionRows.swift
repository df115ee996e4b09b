import DataStore
import Primitives

/// The tables of sessions: SQL and row mapping, nothing else.
enum SessionRows {
    /// Releases of one project on one day; further ones are counted together.
    static let releaseLimit = 200
    static let otherRelease = "(other)"
    /// Of one project on one day; beyond it people are no longer told apart.
    static let peopleLimit = 10_000
    /// Days for which it is known who has been counted.
    private static let peopleDays = 2

    static func add(_ counts: SessionTallies.Counts, to key: SessionTallies.Key, in tx: WriteTransaction) throws {
        let release = try hasRoom(for: key, in: tx) ? key.release : otherRelease
        let (people, crashed) = try add(counts.people, to: key, release, in: tx)
        try tx.execute(
            """
            INSERT INTO error_session (project_id, day, release, started, errored, crashed, abnormal, people, crashed_people)
            VALUES (?, ?, ?, ?, max(0, ?), max(0, ?), max(0, ?), ?, ?)
            ON CONFLICT (project_id, day, release) DO UPDATE SET started = started + excluded.started,
                errored = max(0, errored + ?), crashed = max(0, crashed + ?), abnormal = max(0, abnormal + ?),
                people = people + excluded.people, crashed_people = crashed_people + excluded.crashed_people
            """,
            [
                key.project, key.day, release, counts.started, counts.errored, counts.crashed, counts.abnormal, people, crashed,
                counts.errored, counts.crashed, counts.abnormal,
            ] as [any SQLConvertible])
    }

    /// Answers how many are new, and of how many it is new that a session of theirs crashed.
    private static func add(
        _ people: [String: Bool], to key: SessionTallies.Key, _ release: String, in tx: WriteTransaction
    ) throws -> (people: Int, crashed: Int) {
        guard !people.isEmpty else { return (0, 0) }
        var (added, crashed) = (0, 0)
        let known: Int? = try tx.value(
            "SELECT count(*) FROM error_session_person WHERE project_id = ? AND day = ?", [key.project, key.day] as [any SQLConvertible])
        for (person, hasCrashed) in people {
            let before: Bool? = try tx.value(
                "SELECT has_crashed FROM error_session_person WHERE project_id = ? AND day = ? AND release = ? AND person = ?",
                [key.project, key.day, release, person] as [any SQLConvertible])
            if before == nil {
                guard (known ?? 0) + added < peopleLimit else { continue }
                added += 1
            } else if before == true || !hasCrashed {
                continue
            }
            if hasCrashed { crashed += 1 }
            try tx.execute(
                """
                INSERT INTO error_session_person (project_id, day, release, person, has_crashed) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (project_id, day, release, person) DO UPDATE SET has_crashed = excluded.has_crashed
                """, [key.project, key.day, release, person, hasCrashed] as [any SQLConvertible])
        }
        return (added, crashed)
    }

    /// The releases of some projects since a day, those seen last first.
    static func releases(
        of projects: [ErrorProjectID], since day: Int, limit: Int, in tx: some SQLReading
    ) throws -> [ReleaseHealth] {
        guard !projects.isEmpty else { return [] }
        let marks = Array(repeating: "?", count: projects.count).joined(separator: ", ")
        return try tx.rows(
            """
            SELECT project_id, release, sum(started) AS started, sum(errored) AS errored, sum(crashed) AS crashed, sum(abnormal) AS abnormal,
                sum(people) AS people, sum(crashed_people) AS crashed_people, min(day) AS first_day, max(day) AS last_day
            FROM error_session WHERE project_id IN (\(marks)) AND day >= ?
            GROUP BY project_id, release ORDER BY last_day DESC, started DESC, project_id, release LIMIT ?
            """, projects.map { $0 as any SQLConvertible } + [day, limit]
        ).map { row in
            ReleaseHealth(
                project: try row["project_id"], release: try row["release"], sessions: try row["started"], errored: try row["errored"],
                crashed: try row["crashed"], abnormal: try row["abnormal"], people: try row["people"],
                crashedPeople: try row["crashed_people"], firstDay: try row["first_day"], lastDay: try row["last_day"])
        }
    }

    static func forget(before now: Timestamp, keeping retention: Duration, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM error_session WHERE day < ?", [Int((now - retention).seconds / 86_400)])
        try tx.execute("DELETE FROM error_session_person WHERE day < ?", [Int(now.seconds / 86_400) - peopleDays + 1])
    }

    static func remove(of project: ErrorProjectID, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM error_session WHERE project_id = ?", [project])
        try tx.execute("DELETE FROM error_session_person WHERE project_id = ?", [project])
    }

    private static func hasRoom(for key: SessionTallies.Key, in tx: some SQLReading) throws -> Bool {
        let place: [any SQLConvertible] = [key.project, key.day]
        let known = try tx.row("SELECT day FROM error_session WHERE project_id = ? AND day = ? AND release = ?", place + [key.release])
        if known != nil { return true }
        let count: Int = try tx.value("SELECT count(*) FROM error_session WHERE project_id = ? AND day = ?", place) ?? 0
        return count < releaseLimit
    }
}
