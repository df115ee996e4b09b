package import Domain
import Hummingbird

/// The endpoints of jobs: for those who manage them, and for workers outside the node.
package struct JobsAPI: Sendable {
    let desk: JobDesk
    let schedules: ScheduleDesk
    let workers: WorkerDesk

    package init(desk: JobDesk, schedules: ScheduleDesk, workers: WorkerDesk) {
        self.desk = desk
        self.schedules = schedules
        self.workers = workers
    }

    func add(to router: some RouterMethods<APIContext>, gate: Gatekeeper) {
        QueueRoutes(desk: desk, gate: gate).add(to: router)
        ScheduleRoutes(desk: schedules, gate: gate).add(to: router)
        JobRoutes(desk: desk, gate: gate).add(to: router)
        WorkerRoutes(desk: workers, gate: gate).add(to: router)
    }
}
