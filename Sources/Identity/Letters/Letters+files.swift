package import Primitives

extension Letters {
    /// Files that one letter names: enough to see what kind they are.
    package static let namedFileLimit = 10

    /// That stored files are no longer what was stored.
    ///
    /// - Parameters:
    ///   - missing: names of files that are not there.
    ///   - changed: names of files that have other bytes.
    ///   - count: of all, named or not.
    package func fileDamage(
        missing: [String], changed: [String], count: Int, in workspace: String, _ language: Language
    ) -> Letter {
        let workspace = Self.short(workspace)
        let subject =
            count == 1
            ? language("Un fichier de \(workspace) est endommagé", "A file of \(workspace) is damaged")
            : language("\(count) fichiers de \(workspace) sont endommagés", "\(count) files of \(workspace) are damaged")
        let named =
            (missing.map { ($0, language("introuvable", "missing")) } + changed.map { ($0, language("altéré", "changed")) })
            .prefix(Self.namedFileLimit)
        var elements: [LetterElement] = [
            .paragraph(language("La vérification des fichiers enregistrés l’a constaté\u{a0}:", "The check of stored files has found:"))
        ]
        elements += named.map { .paragraph("\(Self.short($0.0)) (\($0.1))") }
        if count > named.count {
            elements.append(.paragraph(language("et \(count - named.count) de plus.", "and \(count - named.count) more.")))
        }
        elements += [
            .paragraph(
                language(
                    "Ce qui est sur le disque n’est plus ce qui a été enregistré. Rien n’a été supprimé ni masqué, mais ces fichiers ne sont plus fiables, et d’autres peuvent suivre si le disque lâche.",
                    "What is on the disk is no longer what was stored. Nothing was removed or hidden, but these files can't be relied on, and others may follow if the disk is failing."
                )),
            .paragraph(
                language(
                    "Sur le serveur, lancez cette commande\u{a0}; elle nomme chaque fichier et son emplacement\u{a0}:",
                    "On the server, run this command; it names every file and where it lies:")),
            .command("uprising verify"),
            .paragraph(
                language(
                    "Cherchez ensuite ces fichiers dans une sauvegarde antérieure, et remettez-les à cet emplacement, ou enregistrez-les de nouveau. Vérifiez le disque et les sauvegardes sans attendre.",
                    "Then look for these files in a backup from before, and bring them back to that place, or store them again. Check the disk and the backups without delay."
                )),
            .note(
                language(
                    "Une vérification n’envoie qu’un message\u{a0}: la commande montre aussi ce qu’elle a trouvé depuis.",
                    "A check sends one message only: the command also shows what it has found since.")),
        ]
        return letter(.fileDamage, language, subject, elements)
    }
}
