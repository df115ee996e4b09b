import Primitives

/// How a product shows that it runs a site. The rules are data: `TechnologyRules.all`.
struct TechnologyRule: Sendable {
    enum Category: Sendable {
        case content, shop, analytics, advertising, booking, payment, chat, framework, server, delivery, consent, newsletter

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
            }
        }
    }

    /// One trace is enough. Text is compared in lower case.
    enum Trace: Sendable {
        /// `<meta name="generator">` contains it; a version number after it is kept.
        case generator(String)
        /// The address of a script or style sheet contains it.
        case resource(String)
        /// The markup contains it.
        case markup(String)
        /// A header of the answer contains it.
        case header(String, String)
        /// The address of a link or frame contains it.
        case link(String)
    }

    let name: String
    let category: Category
    let traces: [Trace]

    init(_ name: String, _ category: Category, _ traces: Trace...) {
        self.name = name
        self.category = category
        self.traces = traces
    }
}
