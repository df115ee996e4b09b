package import Primitives

/// Where and how mail is handed over; every textual form is without the password.
package struct SMTPSettings: Sendable, CustomStringConvertible {
    /// Lower-case ASCII; an IPv6 address without brackets.
    package let host: String
    package let port: Int
    package let security: SMTPSecurity
    package let user: String?
    package let password: Secret?
    /// The one SASL mechanism to use, such as `LOGIN`; else libcurl takes the strongest that the server offers.
    package let mechanism: String?
    /// How the node calls itself in EHLO.
    package let clientName: String?
    /// Certificates to trust instead of the system's, in PEM.
    package let caFile: String?
    /// Name resolution, TCP and TLS; a server in reach takes well under a second.
    package var connectTimeout = Duration.seconds(15)
    /// The whole hand-over. Servers that scan while the client waits take up to half a minute.
    package var totalTimeout = Duration.seconds(60)
    /// How long the connection is kept for the next message. Servers close an idle one after 1 to 5 minutes, some without a word.
    package var idleTimeout = Duration.seconds(30)

    /// `smtp://` or `smtps://` `[user[:password]@]host[:port][/name-for-EHLO][?tls=required|optional|none][&auth=plain|login|cram-md5]`
    ///
    /// User and password are percent-encoded. Port: 465 for smtps; for smtp 587 with a user, else 25.
    package init(url: String, caFile: String? = nil) throws(SMTPSettingsFault) {
        let address = try SMTPAddress(url)
        host = address.host
        user = address.user
        password = address.password
        port = address.port ?? (address.isImplicitTLS ? 465 : address.user == nil ? 25 : 587)
        clientName = address.path
        var security = address.isImplicitTLS ? SMTPSecurity.implicit : .required
        var mechanism: String?
        for (name, value) in address.options {
            switch (name, value) {
            case ("tls", "required"): break
            case ("tls", "optional") where !address.isImplicitTLS: security = .optional
            case ("tls", "none") where !address.isImplicitTLS: security = .none
            case ("tls", _) where address.isImplicitTLS:
                throw SMTPSettingsFault("smtps:// is TLS from the first byte; write smtp:// to go without")
            case ("tls", _): throw SMTPSettingsFault("tls is required, optional or none")
            case ("auth", "plain"), ("auth", "login"), ("auth", "cram-md5"): mechanism = value.uppercased()
            case ("auth", _): throw SMTPSettingsFault("auth is plain, login or cram-md5")
            default: throw SMTPSettingsFault("after the question mark only tls= and auth= are known")
            }
        }
        if security == .optional, user != nil, !Self.isThisMachine(host) {
            throw SMTPSettingsFault(
                "with tls=optional anyone in between could read the password; leave it out, or write tls=none if the network is safe")
        }
        self.security = security
        self.mechanism = mechanism
        self.caFile = caFile
    }

    package var description: String {
        let user = user.map { $0 + (password == nil ? "@" : ":••••••@") } ?? ""
        let options = [SMTPSecurity.optional, .none].contains(security) ? "?tls=\(security.rawValue)" : ""
        return "\(scheme)://\(user)\(hostAndPort)\(options)"
    }

    var scheme: String { security == .implicit ? "smtps" : "smtp" }
    var hostAndPort: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    private static func isThisMachine(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.") && host.utf8.allSatisfy { (46...57).contains($0) }
    }
}
