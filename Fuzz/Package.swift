// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "onrecord", path: "..")],
    targets: [
        .executableTarget(
            name: "fuzz",
            dependencies: [
                .product(name: "OnrecordText", package: "onrecord"), .product(name: "OnrecordSchedule", package: "onrecord"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
