import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// What the service says of itself.
extension AuthRoutes {
    /// Of all of these, clients find out that they are off.
    private static let providers = [
        "anonymous_users", "apple", "azure", "bitbucket", "discord", "facebook", "figma", "fly", "github", "gitlab", "google", "kakao",
        "keycloak", "linkedin", "linkedin_oidc", "notion", "phone", "slack", "slack_oidc", "spotify", "twitch", "twitter", "web3_solana",
        "workos", "zoom",
    ]

    var factEndpoints: [AuthEndpoint] {
        [
            keyed(.get, "settings") { [self] _, _ in .json(settingsAnswer) },
            keyed(.get, "health") { [self] _, _ in .json(healthAnswer) },
            // Access tokens are signed with a key that nobody else may know, so there is no public one to show.
            open(.get, ".well-known/jwks.json") { _ in
                .json(JSONValue.object(["keys": .array([])]), headers: [.cacheControl: "public, max-age=600"])
            },
            // Browsers are sent here, and back from elsewhere, without a key.
            open(.get, "authorize") { _ in throw AuthError.noProvider }, open(.get, "callback") { _ in throw AuthError.noProvider },
            open(.post, "callback") { _ in throw AuthError.noProvider },
        ]
    }

    private var settingsAnswer: JSONValue {
        let external = Self.providers.map { ($0, JSONValue.bool(false)) } + [("email", true)]
        return [
            "external": .object(Dictionary(uniqueKeysWithValues: external)), "disable_signup": .bool(settings.signUp == .invited),
            "mailer_autoconfirm": false, "phone_autoconfirm": false, "sms_provider": "", "saml_enabled": false,
        ]
    }

    private var healthAnswer: JSONValue {
        [
            "version": .string("v2.0.0+uprising.\(settings.version)"), "name": "GoTrue",
            "description": "GoTrue is a user registration and authentication API",
        ]
    }
}
