import Primitives

/// How a product shows that it runs a site. The rules are data: `technologies.rules`.
struct TechnologyRule: Sendable, Hashable {
    enum Category: String, Sendable, CaseIterable {
        case content, shop, analytics, advertising, booking, payment, chat, framework, server, delivery, consent, newsletter
        case forms, maps, video, fonts, security, monitoring, reviews, recruiting, customers

        func label(in language: Language) -> String {
            switch self {
            case .content: language("gestion de contenu", "content management")
            case .shop: language("boutique en ligne", "online shop")
            case .analytics: language("mesure d’audience", "analytics")
            case .advertising: language("publicité", "advertising")
            case .booking: language("réservation", "booking")
            case .payment: language("paiement", "payment")
            case .chat: language("messagerie du site", "site chat")
            case .framework: language("cadre technique", "framework")
            case .server: language("serveur", "server")
            case .delivery: language("hébergement et diffusion", "hosting and delivery")
            case .consent: language("gestion des cookies", "cookie consent")
            case .newsletter: language("e-mailing", "e-mail marketing")
            case .forms: language("formulaires", "forms")
            case .maps: language("cartes", "maps")
            case .video: language("vidéo", "video")
            case .fonts: language("polices", "fonts")
            case .security: language("sécurité", "security")
            case .monitoring: language("surveillance technique", "monitoring")
            case .reviews: language("avis de clients", "customer reviews")
            case .recruiting: language("recrutement", "recruiting")
            case .customers: language("relation client", "customer relations")
            }
        }
    }

    /// One trace is enough. Text is compared in lower case.
    enum Trace: Sendable, Hashable {
        /// `<meta name="generator">` contains it; a version number after the product's name is kept.
        case generator(String)
        /// The address of a script or style sheet contains it.
        case resource(String)
        /// The markup contains it.
        case markup(String)
        /// A header of the answer contains it; an empty text only asks for the header.
        case header(String, String)
        /// The address of a link or frame contains it.
        case link(String)
    }

    let name: String
    let category: Category
    var traces: [Trace]
}
