import Backups
import Blobs
import DataStore
import Domain
import FoundationEssentials
import HTTPServing
import Identity
import JobQueue
import Logging
import Mail
import Primitives
import Telemetry
import WebAPI

extension Settings {
    /// Reads and checks every setting.
    ///
    /// - Throws: ``ConfigurationFaults`` with all of them at once.
    package init(from sources: SettingSources) throws {
        var checker = SettingChecker(profile: sources.profile)
        var values: [Setting: String] = [:]
        var report: [ReportLine] = []
        for setting in Setting.allCases {
            let found = try sources.value(of: setting)
            values[setting] = found?.value
            report.append(
                ReportLine(
                    name: setting.rawValue, value: found.map { setting.isSecret ? "••••••" : $0.value } ?? "(not set)",
                    source: found?.source ?? "–"))
        }
        profile = sources.profile
        host = values[.host] ?? ""
        port = checker.integer(.port, values, in: 0...65_535)
        appURL = checker.publicURL(.appURL, values)
        tls = checker.tls(values, appURL: appURL)
        _ = checker.publicURL(.apiURL, values, isRequired: false)
        dataFolder = checker.dataFolder(values)
        databasePath = checker.databasePath(values)
        secret = checker.secret(values)
        (smtp, mailFrom) = checker.mail(values)
        signUp = checker.parsed(.signUp, values, "invited, open, or domain:a.example,b.example", fallback: .invited) { SignUpPolicy($0) }
        signUpRole = checker.choice(
            .signUpRole, values, Dictionary(uniqueKeysWithValues: Role.allCases.filter { $0 < .admin }.map { ($0.rawValue, $0) }),
            fallback: .viewer)
        redirectPatterns = checker.parsed(
            .redirectURLs, values, "none, loopback, or addresses such as https://app.example/** with commas between them", fallback: []
        ) { RedirectPattern.list($0) }
        linkVisit = checker.choice(
            .linkVisit, values, Dictionary(uniqueKeysWithValues: AuthSettings.LinkVisit.allCases.map { ($0.rawValue, $0) }), fallback: .asks
        )
        trustedProxies = checker.parsed(
            .trustedProxies, values, "loopback, none, or IP addresses with commas between them", fallback: .none
        ) { TrustedProxies($0) }
        signInLimits = checker.signInLimits(values)
        allowsPrivateSites = checker.choice(.privateSites, values, ["allow": true, "refuse": false], fallback: false)
        analysisConcurrency = checker.integer(.analysisConcurrency, values, in: 1...64)
        analyzer = checker.analyzer(values)
        jobRetention = JobRetention(
            completed: .days(Int64(checker.integer(.jobsKeepCompletedDays, values, in: 1...3_650))),
            failed: .days(Int64(checker.integer(.jobsKeepFailedDays, values, in: 1...3_650))))
        storageLimits = checker.storageLimits(values)
        importBytes = Int64(checker.integer(.importMegabytes, values, in: 1...1_024)) << 20
        leadTrashRetention = .days(Int64(checker.integer(.leadsTrashDays, values, in: 0...3_650)))
        notificationMailDelay = .seconds(checker.integer(.notificationMailSeconds, values, in: 0...3_600))
        allowsPublicChannels = checker.choice(.publicChannels, values, ["allow": true, "refuse": false], fallback: false)
        errorsBytes = checker.integer(.errorsMegabytes, values, in: 8...102_400) << 20
        sentryDSN = checker.sentryDSN(values)
        realtimeMessagesPerSecond = checker.integer(.realtimeMessages, values, in: 1...1_000_000)
        backups = checker.backups(values)
        logLevel = checker.choice(
            .logLevel, values, Dictionary(uniqueKeysWithValues: Logger.Level.allCases.map { ($0.rawValue, $0) }), fallback: .info)
        logFormat = checker.choice(
            .logFormat, values, Dictionary(uniqueKeysWithValues: LogFormat.allCases.map { ($0.rawValue, $0) }), fallback: .json)
        observing = checker.observing(values)
        metricsToken = checker.metricsToken(values)
        publicVariables = try sources.publicVariables()
        self.report = report
        if !checker.faults.isEmpty { throw ConfigurationFaults(profile: sources.profile, faults: checker.faults) }
    }
}

/// Collects faults while values are parsed.
private struct SettingChecker {
    let profile: Profile
    var faults: [String] = []

    init(profile: Profile) {
        self.profile = profile
    }

    mutating func integer(_ setting: Setting, _ values: [Setting: String], in range: ClosedRange<Int>) -> Int {
        guard let value = values[setting].flatMap({ Int($0) }), range.contains(value) else {
            faults.append("\(setting.rawValue): a number from \(range.lowerBound) to \(range.upperBound) is wanted")
            return range.lowerBound
        }
        return value
    }

    mutating func observing(_ values: [Setting: String]) -> ObservingSettings {
        let share = parsed(.traceSample, values, "a share from 0 to 1, such as 0.05,", fallback: 0) { text in
            Double(text).flatMap { (0...1).contains($0) ? $0 : nil }
        }
        return ObservingSettings(
            logFile: values[.logFile], logFileBytes: Int64(integer(.logFileMegabytes, values, in: 1...10_240)) << 20,
            logFileCount: integer(.logFileCount, values, in: 0...100),
            logWindowBytes: Int64(integer(.logWindowMegabytes, values, in: 0...10_240)) << 20,
            traceStoreBytes: Int64(integer(.traceStoreMegabytes, values, in: 0...10_240)) << 20, traceShare: share,
            slowRequest: .milliseconds(integer(.traceSlowMilliseconds, values, in: 1...600_000)))
    }

    /// A shorter one could be guessed by whoever may ask as often as they like.
    mutating func metricsToken(_ values: [Setting: String]) -> Secret? {
        guard let text = values[.metricsToken] else { return nil }
        if text.utf8.count < 16 || !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            faults.append("METRICS_TOKEN: at least 16 characters are wanted that a header may hold; make one with openssl rand -hex 24")
        }
        return Secret(text)
    }

    mutating func storageLimits(_ values: [Setting: String]) -> StorageLimits {
        var limits = StorageLimits()
        limits.fileBytes = Int64(integer(.storageFileMegabytes, values, in: 1...1_048_576)) << 20
        let quota = integer(.storageWorkspaceMegabytes, values, in: 0...1_048_576_000)
        limits.workspaceBytes = quota == 0 ? nil : Int64(quota) << 20
        limits.trashRetention = .days(Int64(integer(.storageTrashDays, values, in: 0...3_650)))
        return limits
    }

    mutating func dataFolder(_ values: [Setting: String]) -> String {
        let folder = values[.dataFolder] ?? ""
        if let fault = DataFolder.fault(ofPath: folder) { faults.append("DATA_DIR: \(fault)") }
        return folder
    }

    mutating func backups(_ values: [Setting: String]) -> BackupSettings {
        let spans = "a span such as 6h or 1d, or never"
        let every = parsed(.backupEvery, values, spans, fallback: BackupSpan.never) { BackupSpan.parse($0) }
        let drillEvery = parsed(.backupDrillEvery, values, spans, fallback: BackupSpan.never) { BackupSpan.parse($0) }
        let keep = parsed(
            .backupKeep, values, "counts of hours, days, weeks and months, such as 24h 7d 4w 12m", fallback: RetentionRule(days: 1)
        ) { RetentionRule($0) }
        var passphrase: Secret?
        do {
            passphrase = try BackupPassphrase.find(text: values[.backupPassphrase], file: values[.backupKeyFile])
        } catch {
            faults.append(error.message)
        }
        if let folder = values[.backupFolder], let data = values[.dataFolder], let fault = FolderPlaces.fault(backups: folder, data: data) {
            faults.append("BACKUP_FOLDER: \(fault)")
        }
        return BackupSettings(
            folder: values[.backupFolder], every: every.duration, keep: keep, passphrase: passphrase, drillEvery: drillEvery.duration)
    }

    mutating func choice<Value>(_ setting: Setting, _ values: [Setting: String], _ choices: [String: Value], fallback: Value) -> Value {
        guard let value = values[setting].flatMap({ choices[$0] }) else {
            faults.append("\(setting.rawValue): one of \(choices.keys.sorted().joined(separator: ", ")) is wanted")
            return fallback
        }
        return value
    }

    mutating func parsed<Value>(
        _ setting: Setting, _ values: [Setting: String], _ wanted: String, fallback: Value, _ parse: (String) -> Value?
    ) -> Value {
        guard let value = values[setting].flatMap(parse) else {
            faults.append("\(setting.rawValue): \(wanted) is wanted")
            return fallback
        }
        return value
    }

    /// Below a minute an access token would be renewed all the time; beyond a day a revoked session would live on too long elsewhere.
    mutating func signInLimits(_ values: [Setting: String]) -> SignInLimits {
        var limits = SignInLimits()
        limits.accessTokenLifetime = .seconds(integer(.accessTokenSeconds, values, in: 5...86_400))
        limits.reuseInterval = .seconds(integer(.refreshReuseSeconds, values, in: 0...300))
        limits.codeLifetime = .seconds(integer(.codeSeconds, values, in: 2...86_400))
        limits.codeInterval = .seconds(integer(.codeIntervalSeconds, values, in: 0...3_600))
        limits.codesPerHour = integer(.codeHourlyLimit, values, in: 0...1_000_000)
        limits.requestsPerFiveMinutes = integer(.addressLimit, values, in: 0...1_000_000)
        limits.verificationsPerFiveMinutes = limits.requestsPerFiveMinutes
        return limits
    }

    mutating func publicURL(_ setting: Setting, _ values: [Setting: String], isRequired: Bool = true) -> String? {
        guard let text = values[setting] else {
            if isRequired, profile.needsConfiguration {
                faults.append(
                    "\(setting.rawValue): missing; give the address at which browsers reach the page, such as https://leads.example.com")
            }
            return nil
        }
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host?.isEmpty == false,
            url.query == nil, url.fragment == nil
        else {
            faults.append("\(setting.rawValue): this is not a web address; write it like https://leads.example.com")
            return nil
        }
        if scheme == "http", profile.needsConfiguration {
            faults.append("\(setting.rawValue): must start with https://, since sign-in travels over it")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// The files are looked at by the node that starts, not by each command that reads settings.
    mutating func tls(_ values: [Setting: String], appURL: String?) -> TLSSettings? {
        let port = values[.redirectPort] == nil ? nil : integer(.redirectPort, values, in: 0...65_535)
        switch (values[.tlsCertificateFile], values[.tlsKeyFile]) {
        case (let chain?, let key?):
            if let appURL, appURL.hasPrefix("http://") {
                faults.append("NEXT_PUBLIC_APP_URL: must start with https://, since TLS_CERTIFICATE_FILE makes this node speak TLS")
            }
            return TLSSettings(files: CertificateFiles(chain: chain, key: key), redirectPort: port)
        case (nil, nil):
            if port != nil { faults.append("HTTP_REDIRECT_PORT: goes with TLS_CERTIFICATE_FILE; a proxy redirects by itself") }
        case (_?, nil):
            faults.append("TLS_KEY_FILE: missing; give the key of the certificate in TLS_CERTIFICATE_FILE")
        case (nil, _?):
            faults.append("TLS_CERTIFICATE_FILE: missing; give the certificate of the key in TLS_KEY_FILE, with its chain")
        }
        return nil
    }

    mutating func databasePath(_ values: [Setting: String]) -> String? {
        guard let url = values[.databaseURL] else { return nil }
        guard url.hasPrefix("sqlite:"), url.count > "sqlite:".count else {
            faults.append("DATABASE_URL: only sqlite:<path> is known; leave it out to keep the database in the data folder")
            return nil
        }
        return String(url.dropFirst("sqlite:".count))
    }

    mutating func sentryDSN(_ values: [Setting: String]) -> SentryDSN? {
        guard let text = values[.sentryDSN] else { return nil }
        guard let dsn = SentryDSN(text.trimmingSpaces()) else {
            faults.append("SENTRY_DSN: the DSN of a Sentry project is wanted, such as https://key@sentry.example.com/7")
            return nil
        }
        return dsn
    }

    mutating func secret(_ values: [Setting: String]) -> RootSecret? {
        guard let text = values[.secretKey] else {
            if profile.needsConfiguration { faults.append("SECRET_KEY: missing; make one with: openssl rand -base64 32") }
            return nil
        }
        do {
            return try RootSecret(Secret(text))
        } catch {
            faults.append("SECRET_KEY: \(error)")
            return nil
        }
    }

    mutating func analyzer(_ values: [Setting: String]) -> AnalyzerSettings {
        let tokens = integer(.analyzerTokens, values, in: 1...1_000_000_000)
        // Together with the reading of a site it has to fit into the job's time.
        let limit = Duration.seconds(integer(.analyzerSeconds, values, in: 1...80))
        let kind = choice(
            .analyzer, values, Dictionary(uniqueKeysWithValues: AnalyzerName.allCases.map { ($0.rawValue, $0) }), fallback: .builtin)
        switch kind {
        case .builtin: return .builtin
        case .http:
            let url = serviceURL(values, "http://127.0.0.1:8000/analyze")
            return .http(url: url, secret: sharedSecret(values), limit: limit)
        case .openai:
            let url = serviceURL(values, "https://api.openai.com/v1")
            let model = values[.analyzerModel]?.trimmingSpaces() ?? ""
            if model.isEmpty || model.utf8.count > 200 || !model.unicodeScalars.allSatisfy(\.isPrintable) {
                faults.append("ANALYZER_MODEL: the name of the model is wanted, as the service at ANALYZER_URL knows it")
            }
            let key = values[.analyzerKey].map { Secret($0) }
            if let key, !key.revealedBytes.allSatisfy({ (0x21...0x7E).contains($0) }) {
                faults.append("ANALYZER_KEY: holds characters that no header may; give the key alone")
            }
            return .openai(url: url, model: model, key: key, tokensPerDay: tokens, limit: limit)
        }
    }

    /// Without the slash at its end. It may be plain http: most such services run beside the node.
    private mutating func serviceURL(_ values: [Setting: String], _ example: String) -> String {
        guard let text = values[.analyzerURL]?.trimmingSpaces(), let url = URL(string: text), ["http", "https"].contains(url.scheme),
            url.host?.isEmpty == false, url.user == nil, url.query == nil, url.fragment == nil
        else {
            faults.append("ANALYZER_URL: the address of the service is wanted, such as \(example)")
            return ""
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private mutating func sharedSecret(_ values: [Setting: String]) -> Secret {
        guard let text = values[.analyzerSecret] else {
            faults.append("ANALYZER_SECRET: missing; make one with openssl rand -base64 32, and give it to the service too")
            return Secret("")
        }
        do {
            return try RootSecret(Secret(text)).bytes
        } catch {
            faults.append("ANALYZER_SECRET: \(error)")
            return Secret("")
        }
    }

    mutating func mail(_ values: [Setting: String]) -> (SMTPSettings?, EmailAddress?) {
        var smtp: SMTPSettings?
        if let url = values[.smtpURL] {
            do {
                smtp = try SMTPSettings(url: url, caFile: values[.smtpCAFile])
            } catch {
                faults.append("SMTP_URL: \(error); write it like smtps://user:password@mail.example.com:465")
            }
        } else if profile.needsConfiguration {
            faults.append("SMTP_URL: missing; sign-in codes are sent by it, such as smtps://user:password@mail.example.com:465")
        }
        let from = values[.mailFrom].flatMap { EmailAddress($0) }
        if from == nil {
            faults.append(
                values[.mailFrom] == nil
                    ? "MAIL_FROM: missing; give the address from which mails are sent" : "MAIL_FROM: this is not an e-mail address")
        }
        return (smtp, from)
    }
}
