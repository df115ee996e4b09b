import DataStore
import Documents
import FoundationEssentials
import Primitives

/// Says an entry of a lead's history as a person would: `Étape : Contacté → Rendez-vous`.
struct LeadChangeWords {
    /// A value in a line of the timeline; more is read in the lead's history.
    private static let valueLimit = 80
    private static let arrow = " → "
    private static let nothing = "–"

    let language: Language

    /// Nothing for an entry of which a reader of the dossier need not know.
    func sentence(_ entry: HistoryEntry, _ names: inout DossierNames, in tx: some SQLReading) throws -> String? {
        // A history that can't be read is no reason for having no dossier.
        guard let changes = try? JSONDecoder().decode([FieldChange].self, from: Data(entry.changes.utf8)) else { return nil }
        let parts = try changes.compactMap { try words(for: $0, &names, in: tx) }
        return parts.isEmpty ? nil : parts.joined(separator: language(" ; ", "; "))
    }

    private func words(for change: FieldChange, _ names: inout DossierNames, in tx: some SQLReading) throws -> String? {
        let isGone = change.after == .null
        let isNew = change.before == .null
        switch change.field {
        case "contact":
            let name = (isGone ? change.before : change.after)["name"]?.string
            let who = name.map { language(" : ", ": ") + Self.short($0) } ?? ""
            if isNew { return language("Contact ajouté", "Contact added") + who }
            return (isGone ? language("Contact supprimé", "Contact removed") : language("Contact modifié", "Contact changed")) + who
        case "note":
            if isNew { return language("Note ajoutée", "Note added") }
            return isGone ? language("Note supprimée", "Note removed") : language("Note modifiée", "Note changed")
        default: break
        }
        guard let field = LeadField(rawValue: change.field) else { return nil }
        switch field {
        case .score, .remindAt: return nil
        case .notes: return language("Notes modifiées", "Notes changed")
        case .archivedAt: return isGone ? language("Sorti des archives", "Taken out of the archive") : language("Archivé", "Archived")
        case .deletedAt:
            return isGone
                ? language("Sorti de la corbeille", "Taken out of the trash") : language("Mis à la corbeille", "Put into the trash")
        default:
            let before = try value(change.before, of: field, &names, in: tx)
            let after = try value(change.after, of: field, &names, in: tx)
            return field.label(in: language) + language(" : ", ": ") + before + Self.arrow + after
        }
    }

    private func value(_ value: JSONValue, of field: LeadField, _ names: inout DossierNames, in tx: some SQLReading) throws -> String {
        let text: String? =
            switch value {
            case .string(let text):
                switch field {
                case .ownerId, .stageId, .projectId: try names.name(of: text, in: field, tx)
                case .nextStepDue: Timestamp(text).map { DossierDate($0, in: language).description } ?? text
                default: text
                }
            case .array(let items): items.isEmpty ? nil : items.compactMap(\.string).joined(separator: ", ")
            case .object where field == .value: Money(value)?.decimalText(withCode: true)
            default: nil
            }
        return text.map(Self.short) ?? Self.nothing
    }

    private static func short(_ text: String) -> String {
        text.count > valueLimit ? text.prefix(valueLimit - 1) + "…" : text
    }
}

extension LeadField {
    /// What a person calls it.
    func label(in language: Language) -> String {
        switch self {
        case .company: language("Entreprise", "Company")
        case .website: language("Site", "Website")
        case .contactName: language("Contact", "Contact")
        case .email: language("E-mail", "E-mail")
        case .phone: language("Téléphone", "Phone")
        case .siren: "SIREN"
        case .vat: language("N° TVA", "VAT number")
        case .notes: "Notes"
        case .tags: language("Étiquettes", "Tags")
        case .ownerId: language("Responsable", "Owner")
        case .projectId: language("Projet", "Project")
        case .stageId: language("Étape", "Stage")
        case .nextStep: language("Prochaine étape", "Next step")
        case .nextStepDue: language("Échéance", "Due")
        case .remindAt: language("Rappel", "Reminder")
        case .archivedAt: language("Archivé", "Archived")
        case .deletedAt: language("Corbeille", "Trash")
        case .score: "Score"
        case .value: language("Valeur", "Value")
        case .closeReason: language("Motif", "Reason")
        }
    }
}
