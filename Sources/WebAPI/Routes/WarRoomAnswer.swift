import Blobs
import Domain
import JobQueue
import Primitives

/// A war room as the API shows it.
struct WarRoomAnswer: JSONWritable {
    private let room: WarRoom
    private let dossier: DossierAnswer?

    init(_ room: WarRoom, files: SignedURLs) {
        self.room = room
        dossier = room.dossier.map { DossierAnswer($0, link: files.sign($0.object)) }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("lead", room.lead)
            json.member("analysis", json: (room.analysis ?? "null").utf8)
            json.member("dossier", dossier)
            json.member("contacts", array: room.contacts)
            json.member("notesList", array: room.notes)
            json.member("links", array: room.links)
            json.member("jobs", array: room.jobs.map { LeadJobAnswer(job: $0) })
            json.member("seen", room.seen)
            json.member("newChanges", room.newChanges)
            json.member("lastChange", room.lastChange)
            json.member("cursor", room.position)
        }
    }
}

extension WarRoomAnswer: Sampled {
    private init(_ room: WarRoom, dossier: DossierAnswer) {
        self.room = room
        self.dossier = dossier
    }

    static var sample: Self { Self(.sample, dossier: .sample) }
}

/// A dossier with the link that opens it for a while.
private struct DossierAnswer: Sampled {
    let id: ID<Dossier>
    let createdAt: Timestamp
    let pages: Int
    let byteCount: Int64
    let link: SignedURL

    static var sample: Self { Self(id: ID(), createdAt: .now(), pages: 4, byteCount: 81_920, link: .sample) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("createdAt", createdAt)
            json.member("pages", pages)
            json.member("byteCount", byteCount)
            json.member("url", link.path)
            json.member("expiresAt", link.expiresAt)
        }
    }
}

extension DossierAnswer {
    init(_ dossier: Dossier, link: SignedURL) {
        self.init(id: dossier.id, createdAt: dossier.createdAt, pages: dossier.pages, byteCount: dossier.object.byteCount, link: link)
    }
}

/// A job as the people of its lead see it.
private struct LeadJobAnswer: Sampled {
    let job: JobRecord

    static var sample: Self { Self(job: .sample) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", job.id)
            json.member("kind", job.kind)
            json.member("state", job.state)
            json.member("progress", job.progress)
            json.member("progressText", job.progressText)
            json.member("attempt", job.attempt)
            json.member("maxAttempts", job.maxAttempts)
            json.member("error", job.error)
            json.member("version", job.version)
            json.member("createdAt", job.createdAt)
            json.member("startedAt", job.startedAt)
            json.member("finishedAt", job.finishedAt)
            json.member("updatedAt", job.updatedAt)
        }
    }
}
