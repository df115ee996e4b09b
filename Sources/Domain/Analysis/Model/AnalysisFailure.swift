package import Primitives

/// Why a site could not be analysed, in words for the person who dropped the lead.
package struct AnalysisFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Stable: stored with the lead and shown in the API. Never renamed, never given a second meaning.
    package enum Code: String, CaseIterable, Sendable, Codable {
        case siteUnknownName = "site_unknown_name"
        case siteUnreachable = "site_unreachable"
        case siteTimeout = "site_timeout"
        case siteTLS = "site_tls"
        case siteTooManyRedirects = "site_too_many_redirects"
        case siteBadRedirect = "site_bad_redirect"
        case sitePrivateAddress = "site_private_address"
        case siteRefusedByRobots = "site_refused_by_robots"
        case siteRobotsUnavailable = "site_robots_unavailable"
        case siteHTTPError = "site_http_error"
        case siteNotHTML = "site_not_html"
        case siteTooLarge = "site_too_large"
        case siteBroken = "site_broken"
        case analyzerUnreachable = "analyzer_unreachable"
        case analyzerTimeout = "analyzer_timeout"
        case analyzerRefused = "analyzer_refused"
        case analyzerBadAnswer = "analyzer_bad_answer"
        case analyzerBudgetSpent = "analyzer_budget_spent"
    }

    package let code: Code
    /// The HTTP status that the site or service answered, where that is the reason.
    package let status: Int?
    /// What exactly was wrong with an analyzer's answer, or what it said itself; one line.
    package let detail: String?

    package init(_ code: Code, status: Int? = nil, detail: String? = nil) {
        self.code = code
        self.status = status
        self.detail = detail
    }

    /// `site_http_error 503`: for the log and the job's row.
    package var description: String {
        code.rawValue + (status.map { " \($0)" } ?? "") + (detail.map { ": \($0)" } ?? "")
    }

    /// Whether the same site may well answer in some minutes; what it refuses or can't do, it will refuse again.
    package var retryable: Bool {
        switch code {
        case .siteUnknownName, .siteUnreachable, .siteTimeout, .siteRobotsUnavailable, .siteBroken: true
        case .analyzerUnreachable, .analyzerTimeout: true
        case .siteHTTPError, .analyzerRefused: status.map { $0 >= 500 || $0 == 408 || $0 == 429 } ?? false
        case .siteTLS, .siteTooManyRedirects, .siteBadRedirect, .sitePrivateAddress, .siteRefusedByRobots, .siteNotHTML, .siteTooLarge,
            .analyzerBadAnswer,
            .analyzerBudgetSpent:
            false
        }
    }

    /// One or two sentences: what happened, and what to do.
    package func sentence(in language: Language) -> String {
        switch code {
        case .siteUnknownName:
            language(
                "Ce nom de site n’existe pas ou ne répond plus. Vérifiez l’orthographe de l’adresse.",
                "This site name does not exist, or no longer answers. Check the spelling of the address.")
        case .siteUnreachable:
            language(
                "Le site ne répond pas : la connexion est refusée ou coupée. Réessayez plus tard, ou vérifiez l’adresse.",
                "The site does not answer: the connection is refused or cut. Try again later, or check the address.")
        case .siteTimeout:
            language(
                "Le site est trop lent : il n’a pas envoyé sa page à temps. Réessayez plus tard.",
                "The site is too slow: it did not send its page in time. Try again later.")
        case .siteTLS:
            language(
                "La connexion sécurisée au site a échoué (certificat expiré ou invalide). Ses visiteurs voient sans doute le même avertissement.",
                "The secure connection to the site failed (expired or invalid certificate). Its visitors probably see the same warning.")
        case .siteTooManyRedirects:
            language(
                "Le site renvoie sans fin d’une adresse à l’autre et n’affiche aucune page.",
                "The site keeps sending visitors from one address to the next and never shows a page.")
        case .siteBadRedirect:
            language(
                "Le site renvoie ses visiteurs vers une adresse qui n’est pas celle d’une page web. Elle n’a pas été suivie.",
                "The site sends its visitors to an address that is not one of a web page. It was not followed.")
        case .sitePrivateAddress:
            language(
                "L’adresse mène à un réseau privé ou réservé, pas à un site public. Par sécurité, elle n’a pas été lue.",
                "The address leads to a private or reserved network, not to a public site. For safety it was not read.")
        case .siteRefusedByRobots:
            language(
                "Le site demande aux robots de ne pas le lire (robots.txt), et nous respectons ce choix. Complétez la fiche à la main.",
                "The site asks robots not to read it (robots.txt), and we respect that. Fill in the lead by hand.")
        case .siteRobotsUnavailable:
            language(
                "Le site n’a pas pu dire ce que les robots ont le droit de lire (robots.txt en erreur). Réessayez plus tard.",
                "The site could not say what robots may read (its robots.txt fails). Try again later.")
        case .siteHTTPError: httpSentence(in: language)
        case .siteNotHTML:
            language(
                "Cette adresse ne mène pas à une page web mais à un autre type de fichier. Indiquez la page d’accueil du site.",
                "This address leads to a file of another kind, not to a web page. Give the site’s home page.")
        case .siteTooLarge:
            language(
                "La page est démesurément grande une fois décompressée ; par sécurité, sa lecture a été arrêtée.",
                "The page unpacks to an enormous size; for safety, reading it was stopped.")
        case .siteBroken:
            language(
                "Le site a coupé sa réponse ou l’a envoyée sous une forme illisible. Réessayez plus tard.",
                "The site cut its answer short or sent it in an unreadable form. Try again later.")
        case .analyzerUnreachable:
            language(
                "Le service d’analyse ne répond pas. Prévenez la personne qui gère ce serveur.",
                "The analyzer service does not answer. Tell whoever runs this node.")
        case .analyzerTimeout:
            language(
                "Le service d’analyse n’a pas répondu à temps.", "The analyzer service did not answer in time.")
        case .analyzerRefused:
            language(
                "Le service d’analyse a refusé la demande (erreur \(status ?? 0))\(said).",
                "The analyzer service refused the request (error \(status ?? 0))\(said).")
        case .analyzerBadAnswer:
            language(
                "La réponse du service d’analyse n’a pas la forme convenue\(said).",
                "The analyzer service’s answer does not have the form agreed on\(said).")
        case .analyzerBudgetSpent:
            language(
                "Le budget du jour pour le modèle est épuisé.", "The model’s budget for today is spent.")
        }
    }

    private var said: String { detail.map { " (\($0))" } ?? "" }

    private func httpSentence(in language: Language) -> String {
        let code = status ?? 0
        return switch code {
        case 401, 403:
            language(
                "Le site refuse l’accès à sa page d’accueil (erreur \(code)) : il est protégé ou bloque les robots.",
                "The site denies access to its home page (error \(code)): it is protected or blocks robots.")
        case 404, 410:
            language(
                "Cette page n’existe pas (erreur \(code)). Vérifiez l’adresse du site.",
                "This page does not exist (error \(code)). Check the site’s address.")
        case 429:
            language(
                "Le site demande d’attendre avant une nouvelle visite (erreur 429). Réessayez plus tard.",
                "The site asks to wait before another visit (error 429). Try again later.")
        case 500...:
            language(
                "Le site est en panne (erreur \(code)). Réessayez plus tard.", "The site is out of order (error \(code)). Try again later.")
        default:
            language("Le site a répondu par une erreur (\(code)).", "The site answered with an error (\(code)).")
        }
    }
}
