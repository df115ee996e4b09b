import Blobs
import Domain
import Primitives

/// One version of a lead's dossier, with links that open it for a while.
struct DossierVersionAnswer: Sampled {
    let id: ID<Dossier>
    let link: SignedURL
    let pages: Int
    let byteCount: Int64
    let createdAt: Timestamp
    let isCurrent: Bool

    static var sample: Self {
        Self(id: ID(), link: .sample, pages: 4, byteCount: 81_920, createdAt: .now(), isCurrent: true)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("url", link.path)
            json.member("downloadUrl", FileRoutes.saving(link))
            json.member("expiresAt", link.expiresAt)
            json.member("pages", pages)
            json.member("size", byteCount)
            json.member("createdAt", createdAt)
            json.member("current", isCurrent)
        }
    }

    /// One page of them, the newest first.
    static func all(_ dossiers: [Dossier], isFirstPage: Bool, files: SignedURLs) -> [Self] {
        dossiers.enumerated().map { place, dossier in
            Self(
                id: dossier.id, link: files.sign(dossier.object), pages: dossier.pages, byteCount: dossier.object.byteCount,
                createdAt: dossier.createdAt, isCurrent: isFirstPage && place == 0)
        }
    }
}
