import Blobs
import Domain
import JobQueue
import Primitives

/// A war room as the API shows it.
struct WarRoomAnswer: JSONWritable {
    private let room: WarRoom
    private let link: SignedURL?

    init(_ room: WarRoom, files: SignedURLs) {
        self.room = room
        link = room.dossier.map { files.sign($0.object) }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("lead", room.lead)
            json.member("analysis", json: (room.analysis ?? "null").utf8)
            json.member("dossier", link.flatMap { link in room.dossier.map { DossierAnswer(dossier: $0, link: link) } })
            json.member("contacts", array: room.contacts)
            json.member("notesList", array: room.notes)
            json.member("links", array: room.links)
            json.member("jobs", array: room.jobs.map { JobAnswer(job: $0) })
            json.member("cursor", room.position)
        }
    }
}

/// A dossier with the link that opens it for a while.
private struct DossierAnswer: JSONWritable {
    let dossier: Dossier
    let link: SignedURL

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", dossier.id)
            json.member("createdAt", dossier.createdAt)
            json.member("pages", dossier.pages)
            json.member("byteCount", dossier.object.byteCount)
            json.member("url", link.path)
            json.member("expiresAt", link.expiresAt)
        }
    }
}

private struct JobAnswer: JSONWritable {
    let job: JobRecord

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
