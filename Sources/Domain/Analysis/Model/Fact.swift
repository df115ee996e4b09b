import Primitives

extension Analysis {
    /// One thing that a page says, with the place where it says so.
    package struct Fact: Codable, Hashable, Sendable {
        package var kind: Kind
        /// What `kind` is called in the reader's language.
        package var label: String
        package var value: String
        /// The page it was read on; empty when the team typed it with the lead.
        package var url: String
        /// The words around it, at most 200 characters.
        package var snippet: String

        /// In the order in which a salesperson reads them.
        package enum Kind: String, Codable, CaseIterable, Sendable {
            case companyName = "company_name"
            case description
            case language
            case contactName = "contact_name"
            case email
            case phone
            case address
            case social
            case siren
            case siret
            case vat
            case legalForm = "legal_form"
            case technology
            case shop
            case booking
            case pricing
            case hiring
            case lastUpdate = "last_update"
            case https
            case pageWeight = "page_weight"
            case securityHeaders = "security_headers"
            case structuredData = "structured_data"
            /// What a language model says that other facts prove.
            case claim
            /// What a team's own service found, under a label of its own.
            case other

            /// More of a kind is a directory, not a contact card.
            var limit: Int {
                switch self {
                case .email, .phone: 8
                case .technology: 24
                case .other: 40
                case .claim: 6
                case .social: 12
                case .contactName, .address, .language: 5
                case .siret, .vat: 3
                default: 1
                }
            }

            func label(in language: Language) -> String {
                switch self {
                case .companyName: language("Nom", "Name")
                case .description: language("Activité", "What they do")
                case .language: language("Langue du site", "Site language")
                case .contactName: language("Contact", "Contact")
                case .email: language("E-mail", "E-mail")
                case .phone: language("Téléphone", "Phone")
                case .address: language("Adresse", "Address")
                case .social: language("Réseau social", "Social account")
                case .siren: "SIREN"
                case .siret: "SIRET"
                case .vat: language("N° TVA", "VAT number")
                case .legalForm: language("Forme juridique", "Legal form")
                case .technology: language("Technologie", "Technology")
                case .shop: language("Boutique", "Shop")
                case .booking: language("Réservation", "Booking")
                case .pricing: language("Tarifs", "Pricing")
                case .hiring: language("Recrutement", "Hiring")
                case .lastUpdate: language("Dernière mise à jour", "Last update")
                case .https: "HTTPS"
                case .pageWeight: language("Poids de la page", "Page weight")
                case .securityHeaders: language("En-têtes de sécurité", "Security headers")
                case .structuredData: language("Données structurées", "Structured data")
                case .claim: language("Lecture du modèle", "Model’s reading")
                case .other: language("Autre", "Other")
                }
            }
        }
    }
}
