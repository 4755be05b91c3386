// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "onrecord",
    products: [
        .executable(name: "onrecord", targets: ["onrecord"]),
        .executable(name: "onrecord-train", targets: ["onrecord-train"]),
        // What is benchmarked and fuzzed; no interface for other programs, which run the executable.
        .library(
            name: "OnrecordText",
            targets: [
                "Markup", "Feeds", "Articles", "Language", "Quotations", "Records", "Fetching", "Configuration", "DemoSite", "JSONText",
            ]),
        .library(name: "OnrecordSchedule", targets: ["Ingest", "Store", "Records", "Configuration", "Fetching", "WebSub"]),
    ],
    traits: [
        .trait(name: "Cluster", description: "Sharing the work among machines through NATS; needs libnats-dev.")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // C libraries: header-only system modules; functions live in plain C targets.
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CCurlShims"),
        .systemLibrary(name: "CLibPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "CDigest", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CSystemShims"),
        .target(name: "CSQLiteSession", linkerSettings: [.linkedLibrary("sqlite3")]),
        .systemLibrary(name: "CNats", pkgConfig: "libnats", providers: [.apt(["libnats-dev"])]),

        // Text: bytes in, meaning out. No package dependencies below this line's modules.
        .target(name: "JSONText"),
        .target(name: "Markup"),
        .target(name: "Feeds", dependencies: ["Markup", "JSONText"]),
        .target(name: "CBlockModel", exclude: ["block.model"]),
        .target(name: "Articles", dependencies: ["Markup", "JSONText", "CBlockModel"]),
        .target(name: "ArticleTraining", dependencies: ["Articles", "JSONText"]),
        .target(name: "CEnglishModel", exclude: ["english.model"]),
        .target(name: "Language", dependencies: ["CEnglishModel"]),
        .target(name: "CQuotationModel", exclude: ["quotation.model"]),
        .target(name: "Quotations", dependencies: ["Language", "JSONText", "CQuotationModel"]),
        .target(name: "QuotationTraining", dependencies: ["Language", "JSONText", "Quotations"]),

        // The world: network, disk, database.
        .target(name: "Fetching", dependencies: ["CLibCurl", "CCurlShims", "CLibPSL", "CSystemShims"]),
        .target(
            name: "Configuration",
            dependencies: ["Feeds", "Fetching", "Language", "Records", .product(name: "TOMLKit", package: "TOMLKit")]),
        .target(name: "Records", dependencies: ["Articles", "Quotations", "Markup", "JSONText", "CDigest", "CZstd"]),
        .target(name: "Store", dependencies: ["Records", "JSONText", "CSQLiteSession", .product(name: "GRDB", package: "GRDB.swift")]),

        .target(name: "WebSub", dependencies: ["CDigest"]),

        // A fleet: only NATSClient knows of the C library, and is empty without the trait.
        .target(name: "Messaging", dependencies: ["JSONText"]),
        .target(
            name: "NATSClient", dependencies: ["Messaging", .target(name: "CNats", condition: .when(traits: ["Cluster"]))]),
        .target(name: "Fleet", dependencies: ["Messaging", "Store", "Records", "JSONText"]),

        // The daemon.
        .target(
            name: "Ingest",
            dependencies: [
                "Store", "WebSub", "Records", "Configuration", "Fetching", "Feeds", "Articles", "Quotations", "Language", "Markup",
                "JSONText", "CSystemShims",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "StatusSite",
            dependencies: [
                "Ingest", "Store", "Records", "Fetching",
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(name: "DemoSite", dependencies: [.product(name: "FlyingFox", package: "FlyingFox")]),
        .executableTarget(
            name: "onrecord",
            dependencies: [
                "StatusSite", "DemoSite", "Ingest", "Store", "Records", "Configuration", "Fetching", "Feeds", "Articles", "Quotations",
                "Language", "JSONText", "CSystemShims",
                .target(name: "Fleet", condition: .when(traits: ["Cluster"])),
                .target(name: "Messaging", condition: .when(traits: ["Cluster"])),
                .target(name: "NATSClient", condition: .when(traits: ["Cluster"])),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        // The trainer of the models.
        .executableTarget(
            name: "onrecord-train",
            dependencies: [
                "Language", "QuotationTraining", "ArticleTraining", "JSONText",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"]),
        .testTarget(name: "FeedsTests", dependencies: ["Feeds"]),
        .testTarget(name: "ArticlesTests", dependencies: ["Articles", "ArticleTraining", "JSONText", "Markup"]),
        .testTarget(name: "LanguageTests", dependencies: ["Language"]),
        .testTarget(name: "QuotationsTests", dependencies: ["Quotations", "Language", "JSONText"]),
        .testTarget(name: "FetchingTests", dependencies: ["Fetching"]),
        .testTarget(name: "ConfigurationTests", dependencies: ["Configuration", "Fetching", "Feeds", "Language"]),
        .testTarget(
            name: "RecordsTests", dependencies: ["Records", "Articles", "Quotations", "Language", "Markup", "JSONText"],
            exclude: ["Corpus"]),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Store", "Records", "Articles", "Quotations", "Language", "JSONText", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(name: "WebSubTests", dependencies: ["WebSub"]),
        .testTarget(
            name: "FleetTests",
            dependencies: [
                "Fleet", "Messaging", "NATSClient", "Ingest", "Configuration", "Fetching", "WebSub", "Store", "Records", "Articles",
                "Quotations", "Language", "JSONText", .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(name: "StatusSiteTests", dependencies: ["StatusSite", "Ingest", "Store", "Records"]),
        .testTarget(name: "DemoSiteTests", dependencies: ["DemoSite", .product(name: "FlyingFox", package: "FlyingFox")]),
        .testTarget(
            name: "IngestTests",
            dependencies: [
                "Ingest", "StatusSite", "Store", "Records", "Configuration", "Fetching", "WebSub", "JSONText", "DemoSite",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "FlyingFox", package: "FlyingFox"), .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "OnrecordTests",
            dependencies: [
                "onrecord", "StatusSite", "Ingest", "Store", "Records", "JSONText", "DemoSite", "Feeds",
                .product(name: "FlyingFox", package: "FlyingFox"), .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(name: "OnrecordTrainTests", dependencies: ["onrecord-train", "Language"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
