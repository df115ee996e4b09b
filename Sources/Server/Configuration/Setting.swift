/// One thing that can be set, by the environment or by the profile's file.
package enum Setting: String, Sendable, CaseIterable {
    case host = "HOST"
    case port = "PORT"
    case appURL = "NEXT_PUBLIC_APP_URL"
    case apiURL = "NEXT_PUBLIC_API_URL"
    case dataFolder = "DATA_DIR"
    case databaseURL = "DATABASE_URL"
    case secretKey = "SECRET_KEY"
    case smtpURL = "SMTP_URL"
    case smtpCAFile = "SMTP_CA_FILE"
    case mailFrom = "MAIL_FROM"
    case signUp = "SIGNUP"
    case signUpRole = "SIGNUP_ROLE"
    case redirectURLs = "AUTH_REDIRECT_URLS"
    case linkVisit = "AUTH_LINK_VISIT"
    case trustedProxies = "TRUSTED_PROXIES"
    case accessTokenSeconds = "ACCESS_TOKEN_SECONDS"
    case refreshReuseSeconds = "REFRESH_REUSE_SECONDS"
    case codeSeconds = "CODE_SECONDS"
    case codeIntervalSeconds = "CODE_INTERVAL_SECONDS"
    case codeHourlyLimit = "CODE_HOURLY_LIMIT"
    case addressLimit = "ADDRESS_LIMIT_PER_5_MINUTES"
    case privateSites = "ANALYSIS_PRIVATE_SITES"
    case analysisConcurrency = "ANALYSIS_CONCURRENCY"
    case analyzer = "ANALYZER"
    case analyzerURL = "ANALYZER_URL"
    case analyzerSecret = "ANALYZER_SECRET"
    case analyzerModel = "ANALYZER_MODEL"
    case analyzerKey = "ANALYZER_KEY"
    case analyzerTokens = "ANALYZER_TOKENS_PER_DAY"
    case analyzerSeconds = "ANALYZER_SECONDS"
    case jobsKeepCompletedDays = "JOBS_KEEP_COMPLETED_DAYS"
    case jobsKeepFailedDays = "JOBS_KEEP_FAILED_DAYS"
    case storageFileMegabytes = "STORAGE_FILE_MB"
    case storageWorkspaceMegabytes = "STORAGE_WORKSPACE_MB"
    case storageTrashDays = "STORAGE_TRASH_DAYS"
    case importMegabytes = "IMPORT_MB"
    case leadsTrashDays = "LEADS_TRASH_DAYS"
    case notificationMailSeconds = "NOTIFICATION_MAIL_SECONDS"
    case publicChannels = "REALTIME_PUBLIC_CHANNELS"
    case realtimeMessages = "REALTIME_MESSAGES_PER_SECOND"
    case logLevel = "LOG_LEVEL"
    case logFormat = "LOG_FORMAT"

    /// Never printed, not even by `uprising config`.
    package var isSecret: Bool {
        switch self {
        case .secretKey, .smtpURL, .analyzerSecret, .analyzerKey: true
        default: false
        }
    }

    /// What is in force when nobody says otherwise; `nil` where there is none.
    package func defaultValue(in profile: Profile) -> String? {
        switch self {
        case .host: "127.0.0.1"
        case .port: "8080"
        case .dataFolder: "data/\(profile.rawValue)"
        case .privateSites: profile == .local ? "allow" : "refuse"
        case .analysisConcurrency: "8"
        case .analyzer: "builtin"
        case .analyzerTokens: "1000000"
        case .analyzerSeconds: "60"
        case .jobsKeepCompletedDays: "7"
        case .jobsKeepFailedDays: "30"
        case .storageFileMegabytes: "5120"
        case .storageWorkspaceMegabytes: "0"
        case .storageTrashDays: "30"
        case .importMegabytes: "50"
        case .leadsTrashDays: "30"
        case .notificationMailSeconds: "60"
        case .publicChannels: profile == .local ? "allow" : "refuse"
        case .realtimeMessages: "100"
        case .mailFrom: profile == .local ? "no-reply@uprising.localhost" : nil
        case .signUp: "invited"
        case .signUpRole: "viewer"
        case .redirectURLs: profile == .local ? "loopback" : "none"
        case .linkVisit: "ask"
        case .trustedProxies: "loopback"
        case .accessTokenSeconds: "3600"
        case .refreshReuseSeconds: "10"
        case .codeSeconds: "600"
        case .codeIntervalSeconds: "60"
        case .codeHourlyLimit: "5"
        case .addressLimit: "30"
        case .logLevel: "info"
        case .logFormat: "json"
        case .appURL, .apiURL, .databaseURL, .secretKey, .smtpURL, .smtpCAFile, .analyzerURL, .analyzerSecret, .analyzerModel, .analyzerKey:
            nil
        }
    }
}
