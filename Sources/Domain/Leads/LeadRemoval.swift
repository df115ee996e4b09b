/// What goes with a lead: the tables whose rows refer to one, and their keys.
enum LeadRemoval {
    static let tables = [
        (name: "analysis", key: "id"), (name: "dossier", key: "id"), (name: "contact", key: "id"), (name: "note", key: "id"),
        (name: "lead_change", key: "lead_id, id"), (name: "lead_link", key: "lead_id, other_id"),
        (name: "lead_key", key: "project_id, kind, value, lead_id, source"),
    ]
}
