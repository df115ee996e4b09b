import NIOSSL
package import Primitives
import Synchronization

/// The certificate that new connections are served with, taken anew from its files when those have changed.
///
/// Connections keep what they began with. What can't be served is refused, and the one before stays.
package final class ServingCertificate: Sendable {
    package enum Look: Sendable {
        case unchanged
        /// The files have changed; they are taken when they are the same at the next look: a chain and its key are not written at once.
        case changing
        case taken(LoadedCertificate)
        case refused(CertificateFault)
    }

    private struct Marks: Hashable {
        let chain: FileMark?
        let key: FileMark?

        init(_ files: CertificateFiles) {
            chain = FileMark(files.chain)
            key = FileMark(files.key)
        }
    }

    private struct State {
        var loaded: LoadedCertificate
        /// Of the files that were last taken or refused.
        var decided: Marks
        var changing: Marks?
    }

    package let files: CertificateFiles
    private let clock: WallClock
    private let state: Mutex<State>

    /// - Throws: ``CertificateFault``.
    package init(_ files: CertificateFiles, clock: WallClock = .system) throws(CertificateFault) {
        self.files = files
        self.clock = clock
        let marks = Marks(files)
        state = Mutex(State(loaded: try LoadedCertificate(files), decided: marks))
    }

    package var current: LoadedCertificate { state.withLock { $0.loaded } }
    var context: NIOSSLContext { state.withLock { $0.loaded.context } }

    /// Below zero once it has expired.
    package var timeLeft: Duration { current.validUntil - clock.now() }

    /// Costs two questions to the file system as long as nothing has changed; asked every few seconds.
    package func look() -> Look {
        let marks = Marks(files)
        let isSettled = state.withLock { state -> Bool? in
            guard marks != state.decided else {
                state.changing = nil
                return nil
            }
            defer { state.changing = marks }
            return state.changing == marks
        }
        guard let isSettled else { return .unchanged }
        guard isSettled else { return .changing }
        let result = Result { () throws(CertificateFault) in try taking() }
        return state.withLock { state in
            state.decided = marks
            state.changing = nil
            switch result {
            case .success(let loaded):
                state.loaded = loaded
                return .taken(loaded)
            case .failure(let fault):
                return .refused(fault)
            }
        }
    }

    private func taking() throws(CertificateFault) -> LoadedCertificate {
        let loaded = try LoadedCertificate(files)
        let now = clock.now()
        // Of two that have expired the newer one is as good.
        guard !loaded.isExpired(at: now) || current.isExpired(at: now) else {
            throw CertificateFault(.chain, "the certificate in \(files.chain) has expired at \(loaded.validUntil)", mend: "renew it")
        }
        return loaded
    }
}
