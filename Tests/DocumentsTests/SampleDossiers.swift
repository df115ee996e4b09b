import Documents
import Primitives

/// Dossiers as the analyzer would hand them over.
enum SampleDossiers {
    static let created = Timestamp(microseconds: 1_769_419_800_125_000)

    /// Every field filled, three to five pages.
    static func typical(_ language: Language) -> DossierContent {
        let site = "https://www.boulangerie-lefevre.example"
        let facts: [(kind: String, label: String, value: String, path: String, snippet: String)] = [
            (
                "company_name", "Raison sociale", "Boulangerie Lefèvre & Fils", "/",
                "Boulangerie Lefèvre & Fils, artisans boulangers depuis 1962"
            ),
            (
                "description", "Activité",
                "Boulangerie artisanale à Nœux-les-Mines : pains au levain, viennoiseries, traiteur pour entreprises et livraison à vélo.",
                "/",
                "Nos pains au levain naturel sont façonnés à la main chaque nuit et cuits sur place."
            ),
            ("language", "Langue du site", "français", "/", "<html lang=\"fr\">"),
            ("contact_name", "Dirigeante", "Hélène Lefèvre", "/mentions-legales", "Directrice de la publication : Hélène Lefèvre"),
            ("email", "E-mail", "bonjour@boulangerie-lefevre.example", "/contact", "Écrivez-nous : bonjour@boulangerie-lefevre.example"),
            ("phone", "Téléphone", "+33 3 21 00 00 00", "/contact", "Tél. : 03 21 00 00 00 (7 h – 19 h)"),
            (
                "address", "Adresse", "12 rue de l’Église, 62290 Nœux-les-Mines", "/contact",
                "12 rue de l’Église, 62290 Nœux-les-Mines, parking gratuit"
            ),
            ("siren", "SIREN", "732 829 320", "/mentions-legales", "RCS Arras 732 829 320"),
            ("vat", "TVA", "FR44 732829320", "/mentions-legales", "N° TVA intracommunautaire : FR44732829320"),
            ("legal_form", "Forme juridique", "SARL au capital de 20 000 €", "/mentions-legales", "SARL au capital de 20 000 €"),
            ("social", "Instagram", "@boulangerielefevre", "/", "Suivez-nous sur Instagram"),
            ("technology", "Technologie", "WordPress 6.4, WooCommerce", "/", "<meta name=\"generator\" content=\"WordPress 6.4\">"),
            ("shop", "Boutique", "Commande en ligne, 48 produits", "/boutique", "Ajouter au panier"),
            ("hiring", "Recrutement", "Deux postes ouverts : tourier, vendeuse", "/recrutement", "Nous recherchons un tourier (CDI, 39 h)"),
            ("last_update", "Dernière mise à jour", "12 janvier 2026", "/actualites", "Publié le 12 janvier 2026"),
            ("https", "HTTPS", "Oui, redirection permanente", "/", "HTTP/1.1 301 → https://"),
            ("page_weight", "Poids de la page", "2,4 Mo", "/", "2 412 338 octets, 61 requêtes"),
        ]
        let signals: [(label: String, found: Bool, weight: Int, points: Int, note: String?)] = [
            ("Site joignable en HTTPS", true, 10, 10, nil),
            ("Identité légale vérifiée (SIREN, clé correcte)", true, 15, 15, "La clé de contrôle de Luhn est juste."),
            ("Adresse e-mail directe", true, 15, 15, nil),
            ("Numéro de téléphone", true, 10, 10, nil),
            ("Dirigeante nommée", true, 10, 10, "Trouvée dans les mentions légales."),
            ("Boutique en ligne", true, 10, 8, "Paiement par carte, pas de suivi de commande."),
            ("Recrute", true, 10, 6, nil),
            ("Réservation en ligne", false, 5, 0, nil),
            ("Prix affichés", false, 5, 0, "Les formules traiteur sont sur devis."),
            ("Site lourd", true, 5, -3, "Plus de 2 Mo : première page lente sur mobile."),
            ("Actualités de moins de trois mois", true, 5, 5, nil),
        ]
        let pages = ["/", "/contact", "/mentions-legales", "/boutique", "/recrutement", "/actualites", "/traiteur", "/ancienne-page"]
        let english = language == .english
        var content = DossierContent(
            language: language, company: "Boulangerie Lefèvre & Fils", createdAt: created,
            score: DossierScore(
                total: 76,
                signals: signals.map {
                    DossierSignal(label: $0.label, found: $0.found, weight: $0.weight, points: $0.points, note: $0.note)
                }),
            workspaceName: "Uprising Démo", leadID: "0198f3a2-7c11-7d42-9a55-5d1c0b7a9e10")
        content.website = site
        content.details = [
            DossierDetail(label: english ? "Owner" : "Responsable", value: "Camille Roussel"),
            DossierDetail(label: english ? "Stage" : "Étape", value: english ? "Meeting" : "Rendez-vous"),
            DossierDetail(label: english ? "Project" : "Projet", value: "Commerces du Pas-de-Calais"),
            DossierDetail(label: "SIREN", value: "732 829 320"),
            DossierDetail(label: english ? "VAT number" : "N° TVA", value: "FR44 732829320"),
            DossierDetail(label: english ? "Tags" : "Étiquettes", value: "salon de Lille, traiteur"),
            DossierDetail(
                label: english ? "Next step" : "Prochaine étape",
                value: "Envoyer la proposition pour les commandes d’entreprises et caler une démonstration, "
                    + DossierDate(created + .days(8), in: language).description),
        ]
        content.changes = DossierChanges(
            since: created - .days(41), scoreBefore: 62,
            items: [
                DossierChange(label: "Dernière mise à jour", before: "2 novembre 2025", after: "12 janvier 2026"),
                DossierChange(label: "Recrutement", after: "Deux postes ouverts : tourier, vendeuse"),
                DossierChange(label: "Réservation", before: "Calendly"),
            ])
        content.facts = facts.map { DossierFact(kind: $0.kind, label: $0.label, value: $0.value, url: site + $0.path, snippet: $0.snippet) }
        content.openings = [
            "La boutique compte 48 produits mais aucun suivi de commande : proposer une démonstration.",
            "Deux postes ouverts : l’équipe grandit, parler d’organisation des plannings.",
            "Les formules traiteur sont sur devis : un formulaire en ligne ferait gagner du temps à Hélène Lefèvre.",
        ]
        content.notices = [
            "La page /ancienne-page a répondu 404.", "Le fichier robots.txt demande une pause de 5 s : trois pages n’ont pas été lues.",
        ]
        content.contacts = [
            DossierContact(name: "Hélène Lefèvre", email: "bonjour@boulangerie-lefevre.example", phone: "+33 3 21 00 00 00"),
            DossierContact(name: "Mathieu Lefèvre", role: "Responsable traiteur", email: "traiteur@boulangerie-lefevre.example"),
            DossierContact(role: "Comptabilité", phone: "+33 3 21 00 00 01"),
        ]
        content.timeline = [
            DossierMoment(at: created, text: "Site analysé : score 76"),
            DossierMoment(at: created - .days(2), text: "Étape : Contacté → Rendez-vous", actor: "Camille Roussel"),
            DossierMoment(at: created - .days(9), text: "Téléphone : – → +33 3 21 00 00 00", actor: "Ana Petit"),
            DossierMoment(at: created - .days(41), text: "Site analysé : score 62"),
            DossierMoment(at: created - .days(41) - .minutes(1), text: "Lead déposé", actor: "Camille Roussel"),
        ]
        content.notes =
            "Rencontrée au salon de Lille.\nRappeler après 14 h, jamais le samedi.\n\nIntéressée par la livraison aux entreprises."
        content.teamNotes = [
            DossierNote(
                at: created - .days(1), author: "Camille Roussel",
                text: "Visite du fournil. Ils livrent 40 entreprises par semaine, tout est noté sur papier.\nBudget à valider."),
            DossierNote(at: created - .days(8), author: "Ana Petit", text: "Rappelée : rendez-vous pris."),
        ]
        content.pages = pages.map {
            DossierPageRead(
                url: site + $0, status: $0 == "/ancienne-page" ? 404 : 200, title: "Boulangerie Lefèvre – \($0.dropFirst())")
        }
        return content
    }

    /// Nothing but what can't be left out, and that empty.
    static let empty = DossierContent(
        language: .english, company: "", createdAt: Timestamp(seconds: 0), score: DossierScore(total: 0, signals: []), workspaceName: "",
        leadID: "")

    /// Names and values in many scripts, right-to-left ones among them.
    static let scripts: DossierContent = {
        var content = typical(.french)
        content.company = "株式会社さくら · شركة النور · שמש בע״מ · 🚀 Société Éléphant"
        content.workspaceName = "Ατελιέ Ωμέγα"
        content.facts = [
            ("Japonais", "株式会社さくら商事は東京の会社です。"), ("Chinois", "北京阳光科技有限公司,直接面向骨干网用户"), ("Coréen", "주식회사 한빛소프트 서울특별시"),
            ("Arabe", "شركة النور للتجارة والمقاولات المحدودة"), ("Hébreu", "חברת השמש הישראלית בעירבון מוגבל"),
            ("Grec", "Εταιρεία Ηλιακής Ενέργειας"), ("Russe", "Общество с ограниченной ответственностью «Солнце»"),
            ("Hindi", "सूर्य ऊर्जा प्राइवेट लिमिटेड"), ("Thaï", "บริษัท ตะวัน จำกัด"), ("Vietnamien", "Công ty trách nhiệm hữu hạn Mặt Trời"),
            ("Polonais", "Zażółć gęślą jaźń sp. z o.o."), ("Emoji", "Équipe 👩‍💻👨‍👩‍👧‍👦 🇫🇷 🚀 prête ☀️ 1️⃣"),
            ("Mixte", "Le groupe النور (Al-Nour) et חברת שמש, 2026"),
        ].map { DossierFact(kind: "k-\($0)", label: $0, value: $1, url: "https://例え.example/\($0)", snippet: $1) }
        content.notes =
            "العربية تُكتب من اليمين إلى اليسار، ومعها رقم 2026 وكلمة Paris.\nעברית נכתבת מימין לשמאל.\n日本語の段落です。とても長い文章でも、行の終わりで折り返されます。"
        return content
    }()
}
