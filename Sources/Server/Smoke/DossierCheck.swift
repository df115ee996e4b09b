import NIOCore

/// The dossier opens by its signed address alone, and by no other signature.
struct DossierCheck {
    /// A dossier is a few pages; pictures may make it larger.
    private static let byteLimit = 64 << 20
    private static let signature = "signature="

    /// Without a token: the signature is all that may open the file.
    let client: SmokeClient
    let dossier: SmokeBody.Dossier

    func run() async throws -> String {
        guard let path = client.target.path(of: dossier.url) else { throw NodeFault("the dossier's address leads to another origin") }
        let changed = try Self.changed(path)
        let file = try await client.get(path, upTo: Self.byteLimit).expecting(200)
        guard file.body.readableBytesView.starts(with: "%PDF-".utf8) else {
            throw NodeFault("the dossier is no PDF: its type is \(file.mediaType)")
        }
        guard file.body.readableBytes == dossier.byteCount else {
            throw NodeFault("the dossier has \(file.body.readableBytes) bytes; the war room says \(dossier.byteCount)")
        }
        _ = try await client.get(changed, upTo: Self.byteLimit).expecting(403)
        return
            "PDF, \(dossier.pages) \(dossier.pages == 1 ? "page" : "pages"), \(dossier.byteCount) bytes; refused with a changed signature"
    }

    /// The first letter is changed: bits of the last one may be padding.
    private static func changed(_ path: String) throws -> String {
        guard let name = path.firstRange(of: signature), name.upperBound < path.endIndex, path[name.upperBound] != "&" else {
            throw NodeFault("the dossier's address has no signature")
        }
        var changed = path
        changed.replaceSubrange(name.upperBound...name.upperBound, with: path[name.upperBound] == "A" ? "B" : "A")
        return changed
    }
}
