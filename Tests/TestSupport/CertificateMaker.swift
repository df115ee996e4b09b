import Foundation

/// Makes certificates with the command `openssl`, as an operator would, below an authority of its own.
package struct CertificateMaker: Sendable {
    package struct Made: Sendable {
        /// The certificate alone: clients of a test know its authority.
        package let chain: String
        package let key: String
    }

    package struct Failed: Error {
        let command: String
    }

    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    private let folder: String
    /// What clients have to trust, in PEM.
    package var authority: String { folder + "/ca.pem" }

    package init(in folder: String) throws {
        self.folder = folder
        try run(
            ["req", "-x509"] + Self.newKey + ["-keyout", folder + "/ca.key", "-out", authority, "-subj", "/CN=Authority", "-days", "30"])
    }

    /// Takes the place of what it made before by that name.
    ///
    /// - Parameter days: from now on for which it is good; below zero it has expired.
    @discardableResult
    package func make(_ name: String = "node", days: Int = 30, names: String = "DNS:localhost,IP:127.0.0.1") throws -> Made {
        let path = "\(folder)/\(name)"
        let extensions = "subjectAltName=\(names)\nbasicConstraints=critical,CA:FALSE\n"
        try Data(extensions.utf8).write(to: URL(filePath: path + ".ext"))
        try run(["req"] + Self.newKey + ["-keyout", path + ".key.new", "-out", path + ".csr", "-subj", "/CN=\(name)"])
        try run([
            "x509", "-req", "-in", path + ".csr", "-CA", authority, "-CAkey", folder + "/ca.key", "-days", "\(days)",
            "-extfile", path + ".ext", "-out", path + ".pem.new",
        ])
        for suffix in [".key", ".pem"] where rename(path + suffix + ".new", path + suffix) != 0 { throw Failed(command: "rename") }
        return Made(chain: path + ".pem", key: path + ".key")
    }

    /// The command with other arguments.
    package func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(command: arguments.joined(separator: " ")) }
    }
}
