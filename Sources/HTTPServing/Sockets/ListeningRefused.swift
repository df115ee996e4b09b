#if canImport(Glibc)
    import Glibc
#endif

/// An address to listen on that is taken, forbidden or not this machine's.
package struct ListeningRefused: Error, Sendable {
    static let reasons: Set<CInt> = [EADDRINUSE, EADDRNOTAVAIL, EACCES]

    package let address: ListenAddress
    /// As `errno` has it.
    package let reason: CInt
}
