import Primitives

/// What a letter says of a notification, in French or English.
struct NotificationWords {
    /// Where the page shows the inbox.
    static let inboxPath = "/notifications"

    private let notification: Notification
    private let language: Language

    init(_ notification: Notification, in language: Language) {
        self.notification = notification
        self.language = language
    }

    /// Where the page shows what it is about.
    var path: String {
        let subject = notification.subject
        switch subject.kind {
        case .message:
            guard let channel = notification.data["channelId"]?.string, let seq = notification.data["seq"]?.integer else { break }
            return "/chat/\(channel)?message=\(seq)"
        case .payout: return "/payouts/\(subject.id)"
        case .import: return "/leads/import/\(subject.id)"
        case .webhook: return "/settings/webhooks"
        case .person: return "/settings/members"
        case .file: return "/files"
        case .alert: return "/alerts"
        case .lead: break
        }
        return subject.leadID.map { "/leads/\($0)" } ?? Self.inboxPath
    }

    var linkLabel: String {
        notification.subject.kind == .lead ? language("Ouvrir la fiche", "Open the lead") : language("Ouvrir", "Open")
    }

    /// Without a full stop: it is a subject and a line as well.
    var sentence: String {
        let times = notification.count > 1 ? language(" (\(notification.count) fois)", " (\(notification.count) times)") : ""
        return plainSentence + times
    }

    private var plainSentence: String {
        let title = notification.subject.title
        let actor = notification.actor.name ?? language("Quelqu’un", "Somebody")
        return switch notification.kind {
        case .mention: language("\(actor) vous a mentionné\u{a0}: \(title)", "\(actor) mentioned you: \(title)")
        case .reply: language("\(actor) a répondu dans une discussion\u{a0}: \(title)", "\(actor) replied in a thread: \(title)")
        case .assignment: language("\(actor) vous a confié \(title)", "\(actor) gave you \(title)")
        case .reminder: language("Rappel\u{a0}: \(title)", "Reminder: \(title)")
        case .ready: language("Le dossier de \(title) est prêt", "The dossier of \(title) is ready")
        case .failed: language("L’analyse de \(title) a échoué", "The analysis of \(title) has failed")
        case .payout: payout(title)
        case .import: imported(title)
        case .fileDamaged: language("Un fichier enregistré est endommagé\u{a0}: \(title)", "A stored file is damaged: \(title)")
        case .member:
            notification.data["left"]?.bool == true
                ? language("\(title) a quitté l’espace de travail", "\(title) has left the workspace")
                : language("\(title) a rejoint l’espace de travail", "\(title) has joined the workspace")
        case .webhookDisabled:
            language("Le webhook vers \(title) a été désactivé", "The webhook to \(title) was disabled")
        case .alert: language("Alerte\u{a0}: \(title)", "Alert: \(title)")
        }
    }

    private func payout(_ title: String) -> String {
        switch notification.data["state"]?.string {
        case "approved": language("Votre commission est approuvée\u{a0}: \(title)", "Your commission is approved: \(title)")
        case "paid": language("Votre commission est payée\u{a0}: \(title)", "Your commission is paid: \(title)")
        case "void": language("Votre commission est annulée\u{a0}: \(title)", "Your commission is void: \(title)")
        default: language("Une commission vous revient\u{a0}: \(title)", "A commission is yours: \(title)")
        }
    }

    private func imported(_ title: String) -> String {
        notification.data["state"]?.string == "failed"
            ? language("L’import de \(title) a échoué", "The import of \(title) has failed")
            : language("L’import de \(title) est terminé", "The import of \(title) has ended")
    }

    /// What stands below the sentence, each a paragraph.
    var details: [String] {
        var details: [String] = []
        if let excerpt = notification.data["excerpt"]?.string { details.append(excerpt.singleLine()) }
        if let step = notification.data["nextStep"]?.string {
            details.append(language("À faire\u{a0}: \(step.singleLine())", "To do: \(step.singleLine())"))
        }
        if let reason = notification.data["reason"]?.string { details.append(reason.singleLine()) }
        return details
    }
}
