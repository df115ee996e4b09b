import NIOCore
package import NIOSSL
package import Primitives

#if canImport(Glibc)
    import Glibc
#endif

/// A certificate with its chain and key, read and found to belong together.
package struct LoadedCertificate: Sendable {
    /// RFC 8996: what is older than 1.2 is not to be spoken.
    private static let oldestVersion = TLSVersion.tlsv12
    /// How long the goodbye of a client is waited for.
    private static let goodbyeLimit = TimeAmount.seconds(2)

    package let chain: [NIOSSLCertificate]
    package let validFrom: Timestamp
    package let validUntil: Timestamp
    /// The host names (also `*.example.com`) and addresses for which it is good.
    package let names: [String]
    package let context: NIOSSLContext

    /// - Throws: ``CertificateFault``. One that has expired is none: what to do about it is the caller's to say.
    package init(_ files: CertificateFiles) throws(CertificateFault) {
        let chainFile = try PEMFile(files.chain, as: .chain)
        let keyFile = try PEMFile(files.key, as: .key)
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(chainFile.bytes), let leaf = chain.first else {
            throw CertificateFault(
                .chain, "\(files.chain) holds no certificate in PEM", mend: "give the full chain, the node's own certificate first")
        }
        guard keyFile.mode & 0o006 == 0 else {
            throw CertificateFault(
                .key, "\(files.key) may be read or changed by every user of this machine", mend: "take that away: chmod o-rwx \(files.key)")
        }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(bytes: keyFile.bytes, format: .pem) { $0([UInt8]()) }
        } catch {
            throw CertificateFault(
                .key, "\(files.key) holds no private key in PEM that can be read without a passphrase",
                mend: "take the passphrase off: openssl pkey -in \(files.key) -out NEW.pem")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = Self.oldestVersion
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = Self.goodbyeLimit
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw CertificateFault(
                .key, "the key in \(files.key) does not belong to the first certificate in \(files.chain)",
                mend: "give both as they were issued together, the node's own certificate first")
        }
        self.chain = chain
        validFrom = Timestamp(seconds: Int64(leaf.notValidBefore))
        validUntil = Timestamp(seconds: Int64(leaf.notValidAfter))
        names = Self.names(of: leaf)
    }

    package func isExpired(at now: Timestamp) -> Bool { now >= validUntil }

    /// Whether clients that ask for `host` take it for its own (RFC 9525 §6.3): one label may be a wildcard, the first.
    package func covers(host: String) -> Bool {
        let host = host.lowercased()
        return names.contains { name in
            guard name.hasPrefix("*.") else { return name == host }
            return host.firstIndex(of: ".").map { host[$0...] == name.dropFirst() } ?? false
        }
    }

    private static func names(of certificate: NIOSSLCertificate) -> [String] {
        certificate._subjectAlternativeNames().compactMap { name in
            switch name.nameType {
            case .dnsName: String(decoding: name.contents, as: UTF8.self).lowercased()
            case .ipAddress: address(Array(name.contents))
            default: nil
            }
        }
    }

    private static func address(_ bytes: [UInt8]) -> String? {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        return try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: 0).ipAddress
    }
}
