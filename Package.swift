// swift-tools-version: 6.2
//
// The architecture of Uprising Node: one section a target, sorted from the ground up. This is the only place where a
// dependency may appear; `swift build --explicit-target-dependency-import-check error` holds the sources to it.

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncAlgorithms: Target.Dependency = .product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let inMemoryTracing: Target.Dependency = .product(name: "InMemoryTracing", package: "swift-distributed-tracing")
let instrumentation: Target.Dependency = .product(name: "Instrumentation", package: "swift-distributed-tracing")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTPCompression: Target.Dependency = .product(name: "NIOHTTPCompression", package: "swift-nio-extras")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1: Target.Dependency = .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nioWebSocket: Target.Dependency = .product(name: "NIOWebSocket", package: "swift-nio")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
    name: "uprising",
    products: [.executable(name: "uprising", targets: ["uprising"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries, and what is embedded
        .target(name: "CAnalysisRules", exclude: ["score.rules", "technologies.rules"], cSettings: [.unsafeFlags(["-std=c23"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CFiles"),
        .target(name: "CFullText"),
        .target(name: "CMappedFile"),
        .systemLibrary(name: "CMemory"),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CWebAssets", cSettings: [.unsafeFlags(["-std=c23"])]),

        // Values without I/O
        .target(name: "Primitives", dependencies: [instrumentation, logging, tracing], swiftSettings: strict),
        .testTarget(name: "PrimitivesTests", dependencies: ["Primitives", logging], swiftSettings: strict),

        // The database: the only importer of GRDB
        .target(
            name: "DataStore",
            dependencies: ["CFullText", "CMappedFile", "CSQLite", "Primitives", crypto, grdb, grdbSQLite, instrumentation, tracing],
            swiftSettings: strict),
        .testTarget(
            name: "DataStoreTests", dependencies: ["CMappedFile", "DataStore", "Primitives", "TestSupport", grdbSQLite],
            swiftSettings: strict),

        // Durable jobs
        .target(
            name: "JobQueue", dependencies: ["DataStore", "Primitives", crypto, instrumentation, lifecycle, logging, tracing],
            swiftSettings: strict),
        .testTarget(
            name: "JobQueueTests", dependencies: ["DataStore", "JobQueue", "Primitives", "TestSupport", logging], swiftSettings: strict),

        // Rooms, events, replay
        .target(
            name: "Realtime", dependencies: ["DataStore", "Primitives", instrumentation, logging, nioCore, tracing], swiftSettings: strict),
        .testTarget(
            name: "RealtimeTests", dependencies: ["DataStore", "Primitives", "Realtime", "TestSupport", logging, nioCore, nioEmbedded],
            swiftSettings: strict),

        // Files
        .target(name: "Blobs", dependencies: ["CFiles", "DataStore", "Primitives", crypto, logging], swiftSettings: strict),
        .testTarget(name: "BlobsTests", dependencies: ["Blobs", "DataStore", "Primitives", "TestSupport", crypto], swiftSettings: strict),

        // Backups
        .target(
            name: "Backups",
            dependencies: ["Blobs", "CArgon2", "DataStore", "Identity", "JobQueue", "Primitives", "Realtime", crypto, logging],
            swiftSettings: strict),
        .testTarget(
            name: "BackupsTests",
            dependencies: [
                "Backups", "Blobs", "DataStore", "Identity", "JobQueue", "Primitives", "Realtime", "TestSupport", logging, nioCore,
            ], swiftSettings: strict),

        // Messages to an SMTP server
        .target(name: "Mail", dependencies: ["CCurl", "Primitives"], swiftSettings: strict),
        .testTarget(name: "MailTests", dependencies: ["Mail", "Primitives"], exclude: ["servers.py"], swiftSettings: strict),

        // Dossier to PDF
        .target(name: "Documents", dependencies: ["CPango", "Primitives"], swiftSettings: strict),
        .testTarget(name: "DocumentsTests", dependencies: ["CPango", "Documents", "Primitives"], swiftSettings: strict),

        // Logs, traces, metrics, errors
        .target(
            name: "Telemetry",
            dependencies: [
                "CBrotli", "CZlib", "DataStore", "Primitives", crypto, histogram, instrumentation, lifecycle, logging, metrics, tracing,
            ], swiftSettings: strict),
        .testTarget(
            name: "TelemetryTests",
            dependencies: [
                "CZlib", "DataStore", "JobQueue", "Primitives", "Realtime", "Telemetry", "TestSupport", instrumentation, logging, metrics,
                tracing,
            ], swiftSettings: strict),

        // Sockets, limits, assets
        .target(
            name: "HTTPServing",
            dependencies: [
                "CFiles", "CWebAssets", "Primitives", httpTypes, hummingbird, hummingbirdCore, instrumentation, lifecycle, logging, nioCore,
                nioHTTP1,
                nioHTTPTypes, nioHTTPTypesHTTP1,
                nioPosix, nioSSL, nioWebSocket, tracing,
            ], swiftSettings: strict),
        .testTarget(
            name: "HTTPServingTests",
            dependencies: [
                "HTTPServing", "Primitives", "TestSupport", asyncHTTPClient, httpTypes, hummingbird, hummingbirdCore, lifecycle, logging,
                nioCore,
                nioHTTP1,
                inMemoryTracing, nioPosix, nioSSL, nioWebSocket, tracing,
            ], swiftSettings: strict),

        // People, sessions, tokens
        .target(
            name: "Identity",
            dependencies: ["CArgon2", "DataStore", "JobQueue", "Mail", "Primitives", crypto, jwtKit, logging, nioPosix, tracing],
            swiftSettings: strict),
        .testTarget(
            name: "IdentityTests",
            dependencies: ["DataStore", "Identity", "JobQueue", "Mail", "Primitives", "TestSupport", crypto, jwtKit, logging],
            swiftSettings: strict),

        // The product
        .target(
            name: "Domain",
            dependencies: [
                "Blobs", "CAnalysisRules", "CXML", "DataStore", "Documents", "Identity", "JobQueue", "Primitives", "Realtime",
                asyncHTTPClient, crypto,
                instrumentation, logging, metrics,
                nioCore, nioHTTP1, nioHTTPCompression, nioPosix, tracing,
            ], swiftSettings: strict),
        .testTarget(
            name: "DomainTests",
            dependencies: [
                "Blobs", "DataStore", "Documents", "Domain", "Identity", "JobQueue", "Mail", "Primitives", "Realtime", "TestSupport",
                crypto, logging,
                nioCore,
            ],
            swiftSettings: strict),

        // A workspace out of one node and into another
        .target(
            name: "Portability", dependencies: ["Backups", "Blobs", "DataStore", "Domain", "Identity", "Primitives", crypto],
            swiftSettings: strict),
        .testTarget(
            name: "PortabilityTests",
            dependencies: ["Blobs", "DataStore", "Domain", "Identity", "Portability", "Primitives", "Server", "TestSupport"],
            swiftSettings: strict),

        // HTTP and socket adapters
        .target(
            name: "WebAPI",
            dependencies: [
                "Backups", "Blobs", "DataStore", "Domain", "HTTPServing", "Identity", "JobQueue", "Mail", "Primitives", "Realtime",
                "Telemetry",
                crypto, httpTypes, hummingbird, logging, nioCore,
            ], swiftSettings: strict),

        .testTarget(
            name: "WebAPITests",
            dependencies: [
                "Backups", "Blobs", "DataStore", "Domain", "HTTPServing", "Identity", "JobQueue", "Mail", "Primitives", "Realtime",
                "Telemetry", "TestSupport", "WebAPI", httpTypes, hummingbird, logging, nioCore, tracing,
            ], swiftSettings: strict),

        // Configuration and composition
        .target(
            name: "Server",
            dependencies: [
                "Backups", "Blobs", "CFiles", "CMemory", "DataStore", "Documents", "Domain", "HTTPServing", "Identity", "JobQueue", "Mail",
                "Portability", "Primitives", "Realtime",
                "Telemetry", "WebAPI",
                asyncAlgorithms, asyncHTTPClient, configuration, crypto, httpTypes, hummingbird, lifecycle, logging, metrics, nioCore,
                nioHTTP1, nioPosix,
                nioSSL,
                nioWebSocket, systemPackage, tracing, unixSignals,
            ], swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Blobs", "DataStore", "Domain", "Identity", "JobQueue", "Mail", "Primitives", "Realtime", "Server", "Telemetry",
                "TestSupport",
                httpTypes, logging,
                metrics, nioCore,
                nioHTTP1,
                nioPosix, nioWebSocket,
            ], swiftSettings: strict),

        .executableTarget(
            name: "uprising", dependencies: ["Server", argumentParser], swiftSettings: strict,
            // Relocations in packed form (glibc 2.36 and later), which only lld writes of the linkers here: reading the long form
            // leaves four megabytes of the program in memory.
            linkerSettings: [
                .unsafeFlags(["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"], .when(configuration: .release))
            ]),

        // For Benchmarks/run observe
        .executableTarget(
            name: "observe-cost", dependencies: ["Primitives", "Telemetry", instrumentation, logging, tracing],
            path: "Benchmarks/observe-cost",
            swiftSettings: strict),

        // For tests only
        .target(
            name: "TestSupport", dependencies: ["DataStore", "Primitives", logging], path: "Tests/TestSupport", swiftSettings: strict),
    ]
)
