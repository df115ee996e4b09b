package import Domain
import Hummingbird
package import Telemetry

/// Errors: what is reported by stock SDKs, and what people do about it.
package struct ErrorsAPI: Sendable {
    package let projects: ErrorProjects
    package let groups: ErrorGroups
    let ingest: SentryIngest

    package init(projects: ErrorProjects, groups: ErrorGroups, ingest: SentryIngest) {
        self.projects = projects
        self.groups = groups
        self.ingest = ingest
    }
}
