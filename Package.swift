// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "onrecord",
    products: [
        .executable(name: "onrecord", targets: ["onrecord"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // C libraries: header-only system modules; functions live in plain C targets.
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CCurlShims"),
        .target(name: "CDigest", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CSystemShims"),

        // Text: bytes in, meaning out. No package dependencies below this line's modules.
        .target(name: "JSONText"),
        .target(name: "Markup", dependencies: ["CLibXML2"]),
        .target(name: "Feeds", dependencies: ["Markup", "JSONText"]),
        .target(name: "Articles", dependencies: ["Markup", "JSONText"]),
        .target(name: "Language"),
        .target(name: "Quotations", dependencies: ["Language", "JSONText"]),

        // The world: network, disk, database.
        .target(name: "Fetching", dependencies: ["CLibCurl", "CCurlShims"]),
        .target(name: "Configuration", dependencies: [.product(name: "TOMLKit", package: "TOMLKit"), "Feeds", "Fetching"]),
        .target(name: "Records", dependencies: ["Articles", "Quotations", "JSONText", "CDigest", "CSystemShims"]),
        .target(name: "Store", dependencies: ["Records", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(
            name: "Ingest",
            dependencies: [
                "Store", "Records", "Fetching", "Feeds", "Articles", "Quotations", "Configuration",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(name: "StatusSite", dependencies: ["Ingest", .product(name: "FlyingFox", package: "FlyingFox")]),
        .executableTarget(
            name: "onrecord",
            dependencies: [
                "StatusSite", "Ingest",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
