// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "onrecord", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CFetchFloor", linkerSettings: [.linkedLibrary("curl")]),
        .executableTarget(
            name: "benchmark",
            dependencies: [
                "CFetchFloor",
                "CLibXML2",
                .product(name: "OnrecordText", package: "onrecord"),
                .product(name: "OnrecordSchedule", package: "onrecord"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "FlyingFox", package: "FlyingFox"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
