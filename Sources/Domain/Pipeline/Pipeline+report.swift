import DataStore
package import Identity
package import Primitives

extension Pipeline {
    /// Reasons that a report names; the others are few.
    private static let reasonLimit = 50

    /// What went through the stages of a project, and what was won and lost.
    ///
    /// Every stay of a lead in a stage is counted once: those that ended are rows of their own, the others the leads as they stand.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func report(of project: ID<Project>, _ period: ReportPeriod, for principal: Principal) async throws -> PipelineReport {
        try principal.require(.leadsRead)
        return try await store.read { tx in
            let project = try Self.find(project, for: principal, in: tx)
            let steps = try StageRows.all(of: project.id, in: tx).map { try Self.step($0, period, in: tx) }
            return PipelineReport(
                project: project.id, from: period.start, end: period.end, steps: steps,
                won: try Self.outcome(.won, of: project.id, period, in: tx), lost: try Self.outcome(.lost, of: project.id, period, in: tx))
        }
    }

    private static func step(_ stage: Stage, _ period: ReportPeriod, in tx: some SQLReading) throws -> PipelineReport.Step {
        let days: [any SQLConvertible] = [period.start, period.end]
        let stays = "FROM pipeline_event WHERE from_stage_id = ?"
        let ended: Int =
            try tx.value("SELECT count(*) \(stays) AND at >= ? AND since >= ? AND since < ?", [stage.id, period.start] + days) ?? 0
        let lasting: Int =
            try tx.value(
                """
                SELECT count(*) FROM lead\(tx.dialect.reading(by: "lead_by_stage"))
                WHERE stage_id = ? AND stage_since >= ? AND stage_since < ? AND deleted_at IS NULL
                """, [stage.id] + days) ?? 0
        let left = "\(stays) AND at >= ? AND at < ?"
        let row = try tx.row("SELECT count(*) AS n, count(CASE WHEN is_forward = 1 THEN 1 END) AS onward \(left)", [stage.id] + days)
        let count: Int = try row?["n"] ?? 0
        func share(_ tenths: Int) throws -> Duration? {
            guard count > 0 else { return nil }
            // The nearest rank: the least stay that this share of all is not longer than.
            let place = (count * tenths + 9) / 10 - 1
            return try tx.value("SELECT at - since \(left) ORDER BY at - since LIMIT 1 OFFSET ?", [stage.id] + days + [place])
                .map { (stay: Int64) in .microseconds(stay) }
        }
        return PipelineReport.Step(
            stage: stage, entered: ended + lasting, left: count, movedOn: try row?["onward"] ?? 0, median: try share(5), ninth: try share(9)
        )
    }

    private static func outcome(
        _ kind: StageKind, of project: ID<Project>, _ period: ReportPeriod, in tx: some SQLReading
    ) throws -> PipelineReport.Outcome {
        let closed = """
            FROM lead AS l\(tx.dialect.reading(by: "lead_by_closing"))
            WHERE l.project_id = ? AND l.closed_at >= ? AND l.closed_at < ? AND l.deleted_at IS NULL
                AND l.stage_id IN (SELECT id FROM stage WHERE project_id = ? AND kind = ?)
            """
        let arguments: [any SQLConvertible] = [project, period.start, period.end, project, kind]
        var count = 0
        var sum = MoneySum()
        for row in try tx.rows(
            """
            SELECT l.value_currency AS code, count(*) AS n, coalesce(sum(l.value_amount >> 20), 0) AS high,
                coalesce(sum(l.value_amount & 1048575), 0) AS low
            \(closed) GROUP BY l.value_currency
            """, arguments)
        {
            count += try row["n"]
            let (high, low): (Int64, Int64) = (try row["high"], try row["low"])
            if let code: String = try row["code"], let currency = Currency(code) { sum.add(Int128(high) << 20 + Int128(low), currency) }
        }
        let reasons = try tx.rows(
            "SELECT l.close_reason AS reason, count(*) AS n \(closed) GROUP BY l.close_reason ORDER BY n DESC, reason LIMIT \(reasonLimit)",
            arguments
        ).map { (reason: try $0["reason"] as String?, count: try $0["n"] as Int) }
        return PipelineReport.Outcome(count: count, sums: sum.rounded(), reasons: reasons)
    }
}
