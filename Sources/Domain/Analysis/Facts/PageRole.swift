/// What a page is for. The order is the order in which pages are read.
enum PageRole: String, CaseIterable, Sendable {
    case home, contact, legal, about, pricing, careers, shop, booking

    /// How strongly a link promises this kind of page; 0 for not at all. The path speaks louder than the words: it was chosen with care.
    ///
    /// - Parameters: both folded by `IdentityFinder.folded`, as UTF-8.
    func strength(path: [UInt8], text: [UInt8]) -> Int {
        for (rank, word) in (Self.folded[self] ?? []).enumerated() {
            if path.firstRange(of: word, from: 0) != nil { return 200 - rank }
            if text.firstRange(of: word, from: 0) != nil { return 150 - rank }
        }
        return 0
    }

    private static let folded: [PageRole: [String]] = Dictionary(
        uniqueKeysWithValues: allCases.map { role in (role, role.words.map(IdentityFinder.folded)) })

    /// Strongest first.
    private var words: [String] {
        switch self {
        case .home: []
        case .contact:
            ["contact", "nous joindre", "coordonnees", "kontakt", "contatti", "contacto", "お問い合わせ", "nous trouver", "get in touch"]
        case .legal:
            [
                "mentions legales", "legal notice", "impressum", "imprint", "infos legales", "informations legales", "legal", "特定商取引",
                "conditions generales", "cgv", "cgu", "terms", "privacy",
            ]
        case .about:
            [
                "a propos", "qui sommes nous", "about", "notre histoire", "entreprise", "societe", "equipe", "our story", "company", "team",
                "会社概要", "ueber uns", "uber uns",
            ]
        case .pricing: ["tarif", "pricing", "prix", "nos offres", "formules", "plans", "price", "料金", "preise"]
        case .careers:
            [
                "recrutement", "careers", "carriere", "emploi", "jobs", "nous rejoindre", "rejoignez", "on recrute", "join us", "採用",
                "hiring", "karriere",
            ]
        case .shop: ["boutique", "shop", "store", "catalogue", "produits", "products", "e-shop", "panier", "cart", "商品"]
        case .booking: ["reservation", "rendez vous", "rdv", "reserver", "booking", "appointment", "book now", "予約", "prendre rendez"]
        }
    }
}
