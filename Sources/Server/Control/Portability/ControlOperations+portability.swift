import Blobs
import DataStore
import Identity
import Portability
import Primitives

extension ControlOperations {
    func carryOut(_ request: PortabilityRequest) async throws -> ControlAnswer {
        do {
            switch request {
            case .export(let wanted, let path, let masking):
                let workspace = try await workspace(wanted)
                guard !workspace.isClosing else { throw Failure(.conflict, "This workspace is being deleted. Restore it first.") }
                let masking = try masking.map { Masking(keepingMembers: try $0.keptMembers.map(Self.address)) }
                let export = WorkspaceExport(
                    store: store, blobs: blobs, folder: folder.blobsPath, product: Version.current, migrations: NodeSchema.migrations)
                return .portability(try await export.run(workspace, to: path, masking: masking, act: .byOperator()))
            case .import(let path, let name):
                let name = try name.map { try Self.name($0) }
                let arrival = WorkspaceImport(store: store, blobs: blobs, folder: folder, migrations: NodeSchema.migrations)
                return .portability(
                    try await arrival.run(from: path, as: name, act: .byOperator()) { [sessions, tokens] person in
                        sessions.forget(person)
                        tokens.forget(person)
                    })
            }
        } catch let error as PortabilityError {
            throw Failure(Self.code(of: error), error.message, cause: error)
        }
    }

    private static func code(of error: PortabilityError) -> FailureCode {
        switch error.code {
        case .full: .storageFull
        case .inputOutput: .unavailable
        case .gone, .unknown, .damaged: .invalidRequest
        case .occupied, .source, .conflict: .conflict
        }
    }

    private static func address(_ text: String) throws(Failure) -> EmailAddress {
        guard let address = EmailAddress(text) else { throw Failure(.invalidRequest, "\(text) is not an e-mail address.") }
        return address
    }

    private static func name(_ text: String) throws(Failure) -> DisplayName {
        guard let name = DisplayName(text) else {
            throw Failure(.invalidRequest, "--as: a workspace's name has 1 to \(DisplayName.characterLimit) printable characters.")
        }
        return name
    }
}
