import Blobs
import Realtime

extension Dossier {
    /// The table of dossiers as those see it who listen to its changes.
    static let changes = RowTable<Dossier>(
        "dossier", primaryKey: "id",
        [
            .uuid("id") { $0.id },
            .uuid("lead_id") { $0.leadID },
            .uuid("object_id") { $0.object.id },
            .int4("pages") { $0.pages },
            .timestamptz("created_at") { $0.createdAt },
        ])
}
