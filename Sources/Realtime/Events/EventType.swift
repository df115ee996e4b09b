/// Every type of event: its name on the wire, who sends it, the kinds of room that hear it, whether it is kept, and what its payload holds.
///
/// What only the node sends can't be broadcast by a client. A durable type comes out of a commit only and is replayed; an ephemeral one is
/// never stored.
package enum EventType: String, CaseIterable, Sendable {
    case leadUpdated = "lead.updated"
    case leadJobStatus = "lead.job.status"
    case leadContactUpdated = "lead.contact.updated"
    case leadNoteUpdated = "lead.note.updated"
    case leadReminder = "lead.reminder"
    case projectUpdated = "project.updated"
    case pipelineMoved = "pipeline.moved"
    case stageUpdated = "stage.updated"
    case chatMessageNew = "chat.message.new"
    case chatMessageUpdated = "chat.message.updated"
    case channelUpdated = "channel.updated"
    case chatRead = "chat.read"
    case fileDamaged = "file.damaged"
    case alertChanged = "alert.changed"
    case importProgress = "import.progress"
    case payoutUpdated = "payout.updated"
    case ledgerPosted = "ledger.posted"
    case backupUpdated = "backup.updated"
    case notificationNew = "notification.new"
    case notificationRead = "notification.read"
    case presenceUpdate = "presence.update"
    case typingStart = "typing.start"
    case typingStop = "typing.stop"
    case cursorMoved = "cursor.moved"
    case notice

    /// Whether it is stored with the write that caused it, and replayed.
    package var isDurable: Bool {
        switch self {
        case .leadUpdated, .leadJobStatus, .leadContactUpdated, .leadNoteUpdated, .leadReminder, .projectUpdated, .pipelineMoved,
            .stageUpdated, .chatMessageNew, .chatMessageUpdated, .channelUpdated, .chatRead, .fileDamaged, .alertChanged, .importProgress,
            .payoutUpdated, .ledgerPosted, .backupUpdated,
            .notificationNew, .notificationRead:
            true
        case .presenceUpdate, .typingStart, .typingStop, .cursorMoved, .notice: false
        }
    }

    /// Whether a client may ask the node to send it; the envelope is the node's all the same.
    package var mayClientsSend: Bool {
        switch self {
        case .typingStart, .typingStop, .cursorMoved, .notice: true
        case .leadUpdated, .leadJobStatus, .leadContactUpdated, .leadNoteUpdated, .leadReminder, .projectUpdated, .pipelineMoved,
            .stageUpdated, .chatMessageNew, .chatMessageUpdated, .channelUpdated, .chatRead, .fileDamaged, .alertChanged, .importProgress,
            .payoutUpdated, .ledgerPosted, .backupUpdated,
            .presenceUpdate, .notificationNew, .notificationRead:
            false
        }
    }

    package var rooms: [Room.Kind] {
        switch self {
        case .leadUpdated, .leadJobStatus, .leadContactUpdated, .leadNoteUpdated, .leadReminder: [.lead, .workspace]
        case .projectUpdated, .stageUpdated: [.project, .workspace]
        case .pipelineMoved: [.lead, .project, .workspace]
        case .chatMessageNew, .chatMessageUpdated: [.channel, .lead, .workspace]
        case .channelUpdated: [.channel, .workspace]
        case .fileDamaged, .alertChanged, .importProgress, .payoutUpdated, .ledgerPosted, .backupUpdated: [.workspace]
        case .notificationNew, .notificationRead, .chatRead: [.inbox]
        case .presenceUpdate, .typingStart, .typingStop, .cursorMoved, .notice: Room.Kind.allCases.filter { $0 != .inbox }
        }
    }

    /// Members of the payload; empty where it is the sender's own.
    package var fields: [EventField] {
        switch self {
        case .leadUpdated:
            [
                .id("leadId"), EventField("status", "text: `idle`, `new`, `analyzing`, `rendering`, `ready`, `failed`"),
                .moment("updatedAt"),
                EventField("version", "number"), EventField("lead", "object: the lead as `GET /api/v1/leads/{lead}` shows it"),
            ]
        case .leadJobStatus:
            [
                .id("leadId"), EventField("job", "text: `analyze_lead`, `render_dossier`"),
                EventField("state", "text: `scheduled`, `waiting`, `running`, `retrying`, `completed`, `failed`, `cancelled`"),
                EventField("progress", "number, 0 to 100"), EventField("progressText", "text or null"), .moment("updatedAt"),
                EventField("error", "text or null"),
            ]
        case .leadContactUpdated:
            [
                .id("leadId"), .id("contactId"), EventField("contact", "object: the contact as it is now; null once it is gone"),
                EventField("version", "number"), .moment("updatedAt"),
            ]
        case .leadNoteUpdated:
            [
                .id("leadId"), .id("noteId"), EventField("note", "object: the note as it is now; null once it is gone"),
                EventField("version", "number"), .moment("updatedAt"),
            ]
        case .leadReminder:
            [
                .id("leadId"), .moment("remindAt"), EventField("version", "number"),
                EventField("lead", "object: the lead as it is now, its reminder past"), .moment("updatedAt"),
            ]
        case .projectUpdated:
            [
                .id("projectId"), EventField("project", "object: the project as `GET /api/v1/projects/{project}` shows it"),
                EventField("version", "number"), .moment("updatedAt"),
            ]
        case .pipelineMoved:
            [
                .id("leadId"), EventField("from", "id: a stage"), EventField("to", "id: a stage, the same for another place in it"),
                EventField("fromKind", "text: `open`, `won`, `lost`"), EventField("toKind", "text: `open`, `won`, `lost`"),
                EventField("rank", "text: the lead's place in the stage, the least on top, by bytes and then by id"),
                EventField("value", "object `{amount, currency}` or null"),
                EventField("lead", "object: the lead as `GET /api/v1/leads/{lead}` shows it"), EventField("version", "number"),
                .moment("updatedAt"),
            ]
        case .stageUpdated:
            [
                .id("projectId"), .id("stageId"),
                EventField("stage", "object: the stage as `GET /api/v1/projects/{project}/stages` shows it; null once it is gone"),
                EventField("version", "number"), .moment("updatedAt"),
            ]
        case .chatMessageNew, .chatMessageUpdated:
            [
                .id("channelId"), .id("messageId"), EventField("seq", "number: the message's place in its channel"),
                EventField("leadId", "id, null outside of a lead's channel"),
                EventField(
                    "message",
                    "object: the message as `GET /api/v1/messages/{message}` shows it, without what is one reader's own (`mine`) and without "
                        + "links to files; null where it is too long for an event"),
                EventField("version", "number"), .moment("createdAt"), .moment("updatedAt"),
            ]
        case .chatRead:
            [
                .id("channelId"), EventField("upTo", "number: the last message that was read"), EventField("unread", "number"),
                EventField("mentions", "number"),
            ]
        case .channelUpdated:
            [
                .id("channelId"),
                EventField(
                    "channel", "object: the channel as `GET /api/v1/channels/{channel}` shows it, with null for what is one reader's own"),
                EventField("version", "number"), .moment("updatedAt"),
            ]
        case .payoutUpdated:
            [
                .id("payoutId"), EventField("state", "text: `pending`, `approved`, `paid`, `void`"), EventField("version", "number"),
                .moment("updatedAt"),
            ]
        case .ledgerPosted: [.id("transactionId"), EventField("number", "number"), EventField("hash", "text: 64 hexadecimal digits")]
        case .backupUpdated:
            [
                .id("runId"), EventField("kind", "text: `backup`, `drill`"),
                EventField("state", "text: `waiting`, `running`, `succeeded`, `failed`"), EventField("version", "number"),
                .moment("updatedAt"),
            ]
        case .fileDamaged:
            [
                EventField("sha256", "text: the hash of what was stored"),
                EventField("fault", "text: `missing`, `wrong_length`, `changed`"),
                EventField("names", "array of texts: what the bytes belong to, 10 at most"), .moment("foundAt"),
            ]
        case .alertChanged:
            [
                .id("alertId"), EventField("rule", "text: the name of the rule, such as `diskSpace`"),
                EventField("severity", "text: `warning`, `critical`"), EventField("state", "text: `firing`, `resolved`"),
                EventField("version", "number"), .moment("updatedAt"),
            ]
        case .importProgress:
            [
                .id("importId"),
                EventField("state", "text: `mapping`, `checking`, `checked`, `running`, `finished`, `cancelled`, `failed`"),
                EventField("counts", "object: numbers `rows`, `good`, `refused`, `duplicates`, `existing`"),
                EventField("total", "number: all rows"), EventField("error", "text or null"), .moment("updatedAt"),
                EventField("version", "number"),
            ]
        case .notificationNew:
            [
                EventField("notification", "object: the notification as `GET /api/v1/notifications` shows it"),
                EventField("unread", "number: all that are unread"),
            ]
        case .notificationRead:
            [
                EventField("ids", "array of ids: those that changed, when they were named"),
                EventField("upTo", "id of a notification: it and all before it changed; null when they were named"),
                EventField("readAt", "moment; null for those that are unread again"),
                EventField("deleted", "true when they are gone"), EventField("unread", "number: all that are unread"),
            ]
        case .presenceUpdate:
            [
                EventField("scope", "text: the room"), EventField("users", "array of ids, 100 at most"),
                EventField("count", "number: all of them"),
            ]
        case .typingStart, .typingStop:
            [
                EventField("scope", "text: the room"), EventField("channelId", "id, null outside of a channel"),
                EventField("userId", "id, null for a workspace's key"),
                EventField("name", "text"),
            ]
        case .cursorMoved, .notice: []
        }
    }

    /// When it is sent, as a part of a sentence.
    package var occasion: String {
        switch self {
        case .leadUpdated: "a lead was dropped, or anything about it changed"
        case .leadJobStatus: "a job about a lead started, went on or ended; the entity is the job"
        case .leadContactUpdated: "a contact of a lead came, changed, went, or became its main one; the entity is the contact"
        case .leadNoteUpdated: "a note about a lead was written, changed or taken away; the entity is the note"
        case .leadReminder: "the moment has come at which a lead's owner wanted to be reminded; takes the place of `lead.updated`"
        case .projectUpdated: "a project was made, or anything about it changed"
        case .pipelineMoved: "a lead went to another stage, or another place in its own; takes the place of `lead.updated`"
        case .stageUpdated: "a stage was made, changed, brought to another place, or taken away; the entity is the stage"
        case .chatMessageNew: "a message was stored"
        case .chatMessageUpdated: "a message was edited, deleted, answered in its thread, or reacted to"
        case .chatRead: "somebody read on, or marked something as unread, on one of their devices; the entity is the inbox"
        case .channelUpdated:
            "a channel was made, renamed or archived, or the messages of a lead that was merged came to it: fetch them then"
        case .payoutUpdated: "a payout was raised, or went on; whoever may see its amount fetches it"
        case .ledgerPosted: "a transaction was posted; the entity is the transaction"
        case .backupUpdated: "a backup or drill of the node was asked for, began or ended; in the workspace that runs the node"
        case .fileDamaged: "the scrub found that a file is not what was stored; once for each file until it is whole again"
        case .alertChanged:
            "an alert about the node itself fires or is over; in the workspace that the node was set up with. Those who may fetch the rest"
        case .importProgress:
            "an import went on, at most twice a second, or changed its state; the leads that it makes have no other event"
        case .notificationNew: "something happened that the person of the inbox is told of, or it happened again"
        case .notificationRead: "notifications were read, made unread or deleted, on any device; the entity is the inbox"
        case .presenceUpdate: "somebody came to a room or left it, at most once a second"
        case .typingStart: "somebody writes; again every few seconds while it goes on"
        case .typingStop: "they stopped, sent it, or left; or six seconds passed since the last `typing.start`"
        case .cursorMoved: "a client shows the others where somebody is"
        case .notice: "a client tells the others something of this moment"
        }
    }

    /// Whether `name` is one that only the node may send. Clients compare event names without regard to case, so this does too.
    static func isReserved(_ name: String) -> Bool {
        EventType(spelled: name).map { !$0.mayClientsSend } ?? false
    }

    /// The type of that name in any spelling that clients take for it.
    init?(spelled name: String) {
        self.init(rawValue: name.lowercased())
    }
}
