import Domain
import FoundationEssentials
import Logging
import Primitives
import Server
import TestSupport
import Testing

struct SettingsTests {
    @Test func `Production without configuration names every fault at once`() async throws {
        try await withFolder { folder in
            let faults = await #expect(throws: ConfigurationFaults.self) { try await settings(.production, in: folder) }
            let text = faults?.description ?? ""
            for key in ["NEXT_PUBLIC_APP_URL", "SECRET_KEY", "SMTP_URL", "MAIL_FROM"] { #expect(text.contains(key)) }
            #expect(faults?.faults.count == 4)
        }
    }

    @Test(arguments: [
        ("NEXT_PUBLIC_APP_URL", "http://leads.example.com"), ("NEXT_PUBLIC_APP_URL", "leads.example.com"), ("SECRET_KEY", "changeme"),
        ("SECRET_KEY", "dG9vIHNob3J0"), ("SMTP_URL", "mail.example.com"), ("MAIL_FROM", "nobody"), ("PORT", "80800"), ("LOG_LEVEL", "loud"),
        ("DATABASE_URL", "postgres://db"), ("ANALYSIS_PRIVATE_SITES", "yes"), ("ANALYSIS_CONCURRENCY", "0"),
        ("STORAGE_FILE_MB", "0"), ("STORAGE_WORKSPACE_MB", "-1"), ("STORAGE_TRASH_DAYS", "x"), ("JOBS_KEEP_COMPLETED_DAYS", "0"),
        ("JOBS_KEEP_FAILED_DAYS", "ever"), ("ANALYZER", "magic"), ("ANALYZER_TOKENS_PER_DAY", "0"), ("ANALYZER_SECONDS", "81"),
        ("LOG_FILE_MB", "0"), ("LOG_FILE_COUNT", "101"), ("LOG_WINDOW_MB", "-1"), ("TRACE_STORE_MB", "some"), ("TRACE_SAMPLE", "1.5"),
        ("TRACE_SLOW_MS", "0"), ("DATA_DIR", "/" + String(repeating: "deep/", count: 100)),
    ])
    func `A wrong value is refused by name, and a secret is never shown`(key: String, value: String) async throws {
        try await withFolder { folder in
            var environment = good
            environment[key] = value
            let faults = await #expect(throws: ConfigurationFaults.self) { try await settings(.production, environment, in: folder) }
            #expect(faults?.faults.count == 1)
            #expect(faults?.faults.first?.hasPrefix(key + ":") == true)
            if key == "SECRET_KEY" { #expect(faults?.description.contains(value) == false) }
        }
    }

    @Test(arguments: [
        ("http", [:], ["ANALYZER_URL", "ANALYZER_SECRET"]), ("openai", [:], ["ANALYZER_URL", "ANALYZER_MODEL"]),
        ("http", ["ANALYZER_URL": "http://user@a.example", "ANALYZER_SECRET": "changeme"], ["ANALYZER_URL", "ANALYZER_SECRET"]),
        (
            "openai", ["ANALYZER_URL": "http://a.example/v1?x", "ANALYZER_MODEL": "m", "ANALYZER_KEY": "a b"],
            ["ANALYZER_URL", "ANALYZER_KEY"]
        ),
    ])
    func `An analyzer without what it needs is refused, and no secret is shown`(
        analyzer: String, given: [String: String], faulty: [String]
    ) async throws {
        try await withFolder { folder in
            let environment = good.merging(given) { $1 }.merging(["ANALYZER": analyzer]) { $1 }
            let faults = await #expect(throws: ConfigurationFaults.self) { try await settings(.production, environment, in: folder) }
            #expect(faults?.faults.map { String($0.prefix { $0 != ":" }) } == faulty)
            for secret in ["changeme", "a b"] { #expect(faults?.description.contains(secret) == false) }
        }
    }

    @Test func `Analyzers have what they need`() async throws {
        try await withFolder { folder in
            var environment = good
            environment["ANALYZER"] = "openai"
            environment["ANALYZER_URL"] = "http://127.0.0.1:11434/v1/"
            environment["ANALYZER_MODEL"] = "small"
            environment["ANALYZER_KEY"] = "sk-1"
            let settings = try await settings(.production, environment, in: folder)
            guard case .openai(let url, let model, let key, let tokens, let limit) = settings.analyzer else {
                Issue.record("another analyzer")
                return
            }
            #expect(url == "http://127.0.0.1:11434/v1" && model == "small" && key?.revealedText == "sk-1")
            #expect(tokens == 1_000_000 && limit == .seconds(60))
            #expect(!settings.report.contains { $0.value.contains("sk-1") })
        }
    }

    @Test(arguments: [
        (["TLS_CERTIFICATE_FILE": "a.pem"], "TLS_KEY_FILE"), (["TLS_KEY_FILE": "a.key"], "TLS_CERTIFICATE_FILE"),
        (["HTTP_REDIRECT_PORT": "80"], "HTTP_REDIRECT_PORT"),
        (["TLS_CERTIFICATE_FILE": "a.pem", "TLS_KEY_FILE": "a.key", "HTTP_REDIRECT_PORT": "x"], "HTTP_REDIRECT_PORT"),
        (
            ["TLS_CERTIFICATE_FILE": "a.pem", "TLS_KEY_FILE": "a.key", "NEXT_PUBLIC_APP_URL": "http://localhost:8443"],
            "NEXT_PUBLIC_APP_URL"
        ),
    ])
    func `Half of what TLS needs is refused by name`(given: [String: String], faulty: String) async throws {
        try await withFolder { folder in
            let faults = await #expect(throws: ConfigurationFaults.self) { try await settings(.local, given, in: folder) }
            #expect(faults?.faults.map { String($0.prefix { $0 != ":" }) } == [faulty])
        }
    }

    @Test func `The local profile needs nothing`() async throws {
        try await withFolder { folder in
            let settings = try await settings(.local, in: folder)
            #expect(settings.host == "127.0.0.1")
            #expect(settings.port == 8080)
            #expect(settings.dataFolder == "data/local")
            #expect(settings.allowsPrivateSites)
            #expect(settings.secret == nil)
        }
    }

    @Test func `The command line wins over the environment, that over the file, that over the default`() async throws {
        try await withFolder { folder in
            let file = "PORT=1111\nHOST=10.0.0.1\nLOG_LEVEL=debug\nNEXT_PUBLIC_TEAM=blue\nSECRET_KEY=\(secret)\n"
            try Data(file.utf8).write(to: URL(filePath: folder + "/.env.local"))
            let settings = try await settings(.local, ["PORT": "2222", "HOST": "10.0.0.2"], flags: [.port: "3333"], in: folder)
            #expect(settings.port == 3333)
            #expect(settings.host == "10.0.0.2")
            #expect(settings.logLevel == .debug)
            #expect(settings.analysisConcurrency == 8)
            #expect(settings.publicVariables["NEXT_PUBLIC_TEAM"] == "blue")
            #expect(settings.publicVariables.keys.allSatisfy { $0.hasPrefix("NEXT_PUBLIC_") })
            let sources = Dictionary(uniqueKeysWithValues: settings.report.map { ($0.name, $0.source) })
            #expect(sources["PORT"] == "command line")
            #expect(sources["HOST"] == "environment")
            #expect(sources["LOG_LEVEL"] == ".env.local")
            #expect(sources["ANALYSIS_CONCURRENCY"] == "default")
            #expect(!settings.report.contains { $0.value.contains(secret) })
        }
    }

    @Test func `A complete production configuration is accepted`() async throws {
        try await withFolder { folder in
            let settings = try await settings(.production, good, in: folder)
            #expect(settings.appURL == "https://leads.example.com")
            #expect(!settings.allowsPrivateSites)
        }
    }

    private let secret = "Zk1pT0x2Q7uJ9sXcYwE4rLhGdNbVfAmKqPiWtUoRz3s="

    private var good: [String: String] {
        [
            "NEXT_PUBLIC_APP_URL": "https://leads.example.com/", "SECRET_KEY": "Jb1h0xVwR7mK3uQ9zE5tYc8aLs2dNfGiOp4oTqXrWy0=",
            "SMTP_URL": "smtps://user:pass@mail.example.com:465", "MAIL_FROM": "leads@example.com",
        ]
    }

    private func settings(
        _ profile: Profile, _ environment: [String: String] = [:], flags: [Setting: String] = [:], in folder: String
    ) async throws -> Settings {
        try Settings(from: await SettingSources(profile: profile, flags: flags, environment: environment, folder: folder))
    }
}
