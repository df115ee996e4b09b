/// Everybody who can be spoken to, the main contact first; nothing when nobody is known.
enum ContactsSection {
    private static let emailWidth = 176.0
    private static let phoneWidth = 110.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        let contacts = dossier.contacts.items
        guard !contacts.isEmpty else { return }
        let wording = dossier.wording
        try composer.heading(wording.contacts)
        let nameWidth = PageComposer.remainingWidth(beside: emailWidth, phoneWidth)
        let columns = [
            TableColumn(wording.name, width: nameWidth), TableColumn(wording.email, width: emailWidth),
            TableColumn(wording.phone, width: phoneWidth),
        ]
        let setter = composer.typesetter
        try composer.table(columns, rows: contacts.count) { index throws(DossierError) in
            let contact = contacts[index]
            var who: [TableCell.Part] = []
            if let name = contact.name { who.append(.text(try setter.block(name, .strong, width: nameWidth, maxLines: 3), link: nil)) }
            if let role = contact.role { who.append(.text(try setter.block(role, .small, width: nameWidth, maxLines: 3), link: nil)) }
            var email: [TableCell.Part] = []
            if let text = contact.email {
                let style: TextStyle = contact.emailLink == nil ? .cell : .link
                email.append(.text(try setter.block(text, style, width: emailWidth, maxLines: 3), link: contact.emailLink))
            }
            var phone: [TableCell.Part] = []
            if let text = contact.phone { phone.append(.text(try setter.block(text, .cell, width: phoneWidth, maxLines: 3), link: nil)) }
            return [TableCell(who), TableCell(email), TableCell(phone)]
        }
        try composer.remainder(dossier.contacts.hidden, wording)
    }
}
