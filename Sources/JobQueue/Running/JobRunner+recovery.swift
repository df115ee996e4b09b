import DataStore
import FoundationEssentials
import Logging
import Primitives

extension JobRunner {
    /// Puts back what a dead process left running, and lets in what was held.
    ///
    /// A job that ran when the process ended is counted one crash; the second sets it aside. An end of the whole machine is nobody's fault.
    package func recover(boot: String = bootID()) async throws {
        var back = 0
        let isSameBoot = try await jobs.store.read { try ProcessRows.boot(in: $0) == boot }
        let ending: AttemptEnding = isSameBoot ? .crashed : .interrupted
        while true {
            let count = try await jobs.store.write { [jobs] tx in try jobs.putBackRunning(as: ending, in: tx) }
            back += count
            if count < Jobs.batchLimit { break }
        }
        while try await jobs.store.write({ try JobRows.releaseHeld(limit: Jobs.batchLimit, in: $0) }) == Jobs.batchLimit {}
        try await jobs.store.write { try ProcessRows.setBoot(boot, in: $0) }
        if back > 0 { logger.notice("jobs cut short by the last stop were put back", metadata: ["count": "\(back)"]) }
    }

    /// Changes whenever the machine starts (proc_sys_kernel(5)); empty where there is none.
    package static func bootID() -> String {
        (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    }

    /// The time of day went back: what was to wait for a while waits no longer for it. What was asked for at a time of day stays there.
    func shiftDelays(by jump: Duration) async {
        logger.notice("the clock was set back", metadata: ["seconds": "\(-jump.components.seconds)"])
        do {
            var last = ""
            while true {
                let next = try await jobs.store.write { [jobs, last] tx in try jobs.shiftDelays(by: jump, after: last, in: tx) }
                guard let next else { return }
                last = next
            }
        } catch {
            logger.error("delays can't be moved with the clock", metadata: ["error": "\(error)"])
        }
    }
}

extension Jobs {
    /// Puts back up to ``batchLimit`` jobs of a dead process; answers how many.
    func putBackRunning(as ending: AttemptEnding, in tx: WriteTransaction) throws -> Int {
        try changing(in: tx) { changes in
            let left = try JobRows.runningHere(limit: Self.batchLimit, in: tx)
            for job in left { _ = try changes.settle(job, ending) }
            return left.count
        }
    }

    /// Moves the next start of up to ``batchLimit`` jobs between two attempts; answers the last of them when there may be more.
    func shiftDelays(by jump: Duration, after last: String, in tx: WriteTransaction) throws -> String? {
        try changing(in: tx) { changes in
            let delayed = try JobRows.delayed(after: last, limit: Self.batchLimit, in: tx)
            for job in delayed { try changes.update(job) { $0.runAt = $0.runAt + jump } }
            return delayed.count == Self.batchLimit ? delayed.last?.id.description : nil
        }
    }
}
