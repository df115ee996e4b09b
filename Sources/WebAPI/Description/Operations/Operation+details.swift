import Domain
import HTTPTypes
import Primitives

/// What hangs on leads: contacts, notes, dossiers, tags, views.
extension Operation {
    static let listContacts = Operation(
        id: "listContacts", summary: "List the contacts of a lead", answers: [.list(Contact.self, atMost: Contact.limitPerLead)],
        failures: [.leadMerged])

    private static var contactFields: [Shape.Member] {
        [
            .init("role", .nullable(.text(upTo: 120)), "What they do there."), .init("email", .nullable(.email)),
            .init("phone", .nullable(.text(upTo: 60))),
        ]
    }

    static let addContact = Operation(
        id: "addContact", summary: "Add a contact to a lead",
        body: .members([.init("name", .line(upTo: 200), required: true)] + contactFields), key: .optional,
        answers: [.versioned(Contact.self, .created)], failures: [.leadMerged, .conflict])

    static let changeContact = Operation(
        id: "changeContact", summary: "Change a contact", body: .mergePatch([.init("name", .line(upTo: 200))] + contactFields),
        needsVersion: true, answers: [.versioned(Contact.self)], failures: [.conflict])

    static let removeContact = Operation(id: "removeContact", summary: "Remove a contact", needsVersion: true, failures: [.conflict])

    static let makeContactMain = Operation(
        id: "makeContactMain", summary: "Make a contact the main one of its lead", needsVersion: true, answers: [.versioned(Lead.self)],
        failures: [.conflict])

    static let listNotes = Operation(
        id: "listNotes", summary: "List the notes of a lead, the newest first", answers: [.list(Note.self, atMost: Note.limitPerLead)],
        failures: [.leadMerged])

    static let addNote = Operation(
        id: "addNote", summary: "Write a note about a lead", body: .members([.init("text", .line(upTo: 10_000), required: true)]),
        key: .optional, answers: [.versioned(Note.self, .created)], failures: [.leadMerged, .conflict])

    static let changeNote = Operation(
        id: "changeNote", summary: "Change a note", body: .mergePatch([.init("text", .line(upTo: 10_000))]), needsVersion: true,
        answers: [.versioned(Note.self)], failures: [.conflict])

    static let removeNote = Operation(id: "removeNote", summary: "Remove a note", needsVersion: true, failures: [.conflict])

    static let listDossiers = Operation(
        id: "listDossiers", summary: "List the versions of a lead's dossier, the newest first", parameters: .page(upTo: Leads.pageLimit),
        answers: [.page(DossierVersionAnswer.self)], failures: [.leadMerged])

    static let renderDossier = Operation(
        id: "renderDossier", summary: "Render the dossier again from what is known, without a new analysis", key: .optional,
        answers: [.versioned(Lead.self, .accepted)], failures: [.conflict, .leadMerged])

    static let listTags = Operation(
        id: "listTags", summary: "List the tags in use, by name", parameters: .page(upTo: Leads.tagLimit), answers: [.page(TagUse.self)])

    private static let tagInPath = Parameter("tag", .line(upTo: 40), in: .path, "The tag, in whatever case.")

    static let renameTag = Operation(
        id: "renameTag", summary: "Give a tag another name", detail: "A tag that has that name already takes this one's leads.",
        parameters: [tagInPath], body: .members([.init("name", .line(upTo: 40), required: true)]), answers: [.json(TagUse.self)])

    static let removeTag = Operation(id: "removeTag", summary: "Take a tag from all leads", parameters: [tagInPath])

    static let listViews = Operation(
        id: "listViews", summary: "List one's own views and the shared ones", answers: [.list(LeadView.self, atMost: LeadViews.listLimit)])

    private static var viewFields: [Shape.Member] {
        [
            .init("shared", .flag, "Whether all of the workspace see it."),
            .init("query", .map(.anything), "The parameters of the list of leads by name, and `columns`."),
        ]
    }

    static let createView = Operation(
        id: "createView", summary: "Keep a query under a name",
        body: .members([.init("name", .line(upTo: 80), required: true)] + viewFields), key: .remembered,
        answers: [.versioned(LeadView.self, .created)], hasLocation: true, failures: [.conflict])

    static let changeView = Operation(
        id: "changeView", summary: "Change a view", body: .members([.init("name", .line(upTo: 80))] + viewFields), needsVersion: true,
        answers: [.versioned(LeadView.self)], failures: [.conflict])

    static let removeView = Operation(id: "removeView", summary: "Remove a view", needsVersion: true)
}
