import Blobs
import Domain
import Primitives

/// All versions of a lead's dossier, each with links that open it for a while.
struct DossierVersionsAnswer: JSONWritable {
    /// The newest first.
    private let versions: [DossierVersion]

    init(_ dossiers: [Dossier], files: SignedURLs) {
        versions = dossiers.enumerated().map { place, dossier in
            DossierVersion(dossier: dossier, link: files.sign(dossier.object), isCurrent: place == 0)
        }
    }

    func write(to json: inout JSONWriter) {
        json.object { $0.member("items", array: versions) }
    }
}

private struct DossierVersion: JSONWritable {
    let dossier: Dossier
    let link: SignedURL
    let isCurrent: Bool

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", dossier.id)
            json.member("url", link.path)
            json.member("downloadUrl", FileRoutes.saving(link))
            json.member("expiresAt", link.expiresAt)
            json.member("pages", dossier.pages)
            json.member("size", dossier.object.byteCount)
            json.member("createdAt", dossier.createdAt)
            json.member("current", isCurrent)
        }
    }
}
