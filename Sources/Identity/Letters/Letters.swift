package import Primitives

/// Every letter that the node writes, in French and English.
///
/// Names come from people, so each is made one short line before it enters a sentence. French puts a space that does not break
/// before `:`, `;`, `!` and `?`, and inside its quotation marks.
package struct Letters: Sendable {
    /// A longer name is an attempt to write the letter oneself.
    private static let nameLimit = 80

    /// Where the node is reached: the last line of each letter, so that it is clear who writes.
    private let siteURL: String

    package init(siteURL: String) {
        self.siteURL = siteURL
    }

    /// The code to sign in with, and a link that does the same.
    ///
    /// - Parameter place: what is signed in to: the workspace's name, or nothing.
    package func code(_ code: String, link: String, minutes: Int, place: String?, in language: Language) -> Letter {
        let place = place.map(Self.short)
        let subject = language("\(code) est votre code de connexion", "\(code) is your sign-in code")
        return letter(
            .code, language, subject,
            [
                .paragraph(
                    place.map { language("Voici votre code de connexion à \($0)\u{a0}:", "Here is your code to sign in to \($0):") }
                        ?? language("Voici votre code de connexion\u{a0}:", "Here is your sign-in code:")),
                .code(code),
                .paragraph(
                    language(
                        "Il est valable \(minutes) minutes et ne sert qu’une fois. Vous pouvez aussi ouvrir ce lien\u{a0}:",
                        "It is good for \(minutes) minutes, once. You can open this link instead:")),
                .link(label: language("Se connecter", "Sign in"), address: link),
                .note(
                    language(
                        "Ne donnez ce code à personne. Si vous n’avez rien demandé, ignorez ce message\u{a0}: sans le code, personne n’entre.",
                        "Give this code to nobody. If you did not ask for it, ignore this message: without the code nobody gets in.")),
            ])
    }

    /// An invitation to a workspace.
    ///
    /// - Parameter code: a one-time code that does the same as the link, where there is one.
    package func invitation(
        to workspace: String, by inviter: String?, as role: Role?, link: String, code: String? = nil, goodFor: Duration,
        in language: Language
    ) -> Letter {
        let (workspace, inviter) = (Self.short(workspace), inviter.map(Self.short))
        let subject =
            inviter.map { language("\($0) vous invite à rejoindre \(workspace)", "\($0) invites you to join \(workspace)") }
            ?? language("Vous êtes invité à rejoindre \(workspace)", "You are invited to join \(workspace)")
        let part = role.map { language(" Votre rôle\u{a0}: \(Self.french($0)).", " Your role: \($0.rawValue).") } ?? ""
        var elements: [LetterElement] = [
            .paragraph("\(subject).\(part)"),
            .link(label: language("Accepter l’invitation", "Accept the invitation"), address: link),
        ]
        if let code {
            elements.append(.paragraph(language("Ou avec ce code\u{a0}:", "Or with this code:")))
            elements.append(.code(code))
        }
        elements.append(
            .note(
                language(
                    "L’invitation est valable \(Self.span(goodFor, in: language)). Si vous n’attendiez rien, ignorez ce message.",
                    "The invitation is good for \(Self.span(goodFor, in: language)). If you did not expect it, ignore this message.")))
        return letter(.invitation, language, subject, elements)
    }

    /// One of the two confirmations of a changed address.
    ///
    /// - Parameter isForNew: whether it goes to the new address, or to the one that is left.
    package func emailChange(
        _ code: String, link: String, minutes: Int, from old: EmailAddress, to new: EmailAddress, isForNew: Bool, in language: Language
    ) -> Letter {
        letter(
            .emailChange, language,
            language("\(code) confirme votre changement d’adresse", "\(code) confirms your change of address"),
            [
                .paragraph(
                    language(
                        "L’adresse de votre compte doit passer de \(old) à \(new). Confirmez-le avec ce code\u{a0}:",
                        "The address of your account is to change from \(old) to \(new). Confirm it with this code:")),
                .code(code),
                .paragraph(
                    language(
                        "Il est valable \(minutes) minutes. Vous pouvez aussi ouvrir ce lien\u{a0}:",
                        "It is good for \(minutes) minutes. You can open this link instead:")),
                .link(label: language("Confirmer", "Confirm"), address: link),
                .paragraph(
                    isForNew
                        ? language(
                            "L’ancienne adresse reçoit un code elle aussi\u{a0}: il faut les deux.",
                            "The present address gets a code as well: both are needed.")
                        : language(
                            "La nouvelle adresse reçoit un code elle aussi\u{a0}: il faut les deux.",
                            "The new address gets a code as well: both are needed.")),
                .note(
                    language(
                        "Si vous n’avez rien demandé, n’utilisez pas ce code et vérifiez vos sessions ouvertes.",
                        "If you did not ask for this, do not use the code, and look at your open sessions.")),
            ])
    }

    /// What the operator sends to see whether mail works.
    package func test(in language: Language) -> Letter {
        letter(
            .test, language, language("Essai d’envoi", "Test of mail"),
            [
                .paragraph(
                    language(
                        "Ce message est arrivé\u{a0}: l’envoi de courrier fonctionne.", "This message has arrived: sending mail works."))
            ])
    }

    func letter(_ name: Letter.Name, _ language: Language, _ subject: String, _ elements: [LetterElement]) -> Letter {
        Letter(name, in: language, subject: subject, elements, footer: "Uprising · \(siteURL)")
    }

    static func short(_ name: String) -> String {
        let line = name.singleLine()
        return line.count > nameLimit ? line.prefix(nameLimit - 1) + "…" : line
    }

    private static func french(_ role: Role) -> String {
        switch role {
        case .owner: "propriétaire"
        case .admin: "administrateur"
        case .member: "membre"
        case .viewer: "lecteur"
        }
    }

    /// Whole days, hours below two days, minutes below two hours.
    private static func span(_ duration: Duration, in language: Language) -> String {
        let minutes = duration.microseconds / 60_000_000
        if minutes >= 2 * 1_440 { return "\(minutes / 1_440) \(language("jours", "days"))" }
        return minutes >= 120 ? "\(minutes / 60) \(language("heures", "hours"))" : "\(minutes) minutes"
    }
}
