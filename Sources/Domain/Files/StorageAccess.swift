package import Blobs
package import Identity
import Primitives

/// What a caller may do with the objects of their workspace.
///
/// By role or scope; but a folder at the top whose name is a person's id is that person's alone, whatever anyone's role is: the
/// convention of apps that keep `<user id>/avatar.png`. The service key stands above all rules. What is in the bucket of the leads goes
/// by what the caller may do with leads, there and nowhere else; what is in that of the chat by what they may do there.
package struct StorageAccess: Sendable {
    package let principal: Principal?

    package init(principal: Principal?) {
        self.principal = principal
    }

    package var managesBuckets: Bool { principal?.may(.bucketsManage) ?? false }

    /// Whether a bucket that is not public exists for the caller at all.
    package func sees(_ bucket: BucketName) -> Bool {
        principal?.may(Self.reading(bucket)) ?? false
    }

    package func mayRead(_ key: String, in bucket: BucketName) -> Bool {
        Self.isBuiltIn(bucket) ? sees(bucket) : may(.filesRead, key)
    }

    package func mayWrite(_ key: String, in bucket: BucketName) -> Bool {
        switch bucket {
        case LeadFiles.bucket: principal?.may(.leadsWrite) ?? false
        // Files of messages come in by links that the chat gives out, and go with their messages.
        case ChatFiles.bucket: principal?.may(.channelsManage) ?? false
        default: may(.filesWrite, key)
        }
    }

    /// Whether a bucket is one that the product itself makes, and that nobody makes public or removes.
    package static func isBuiltIn(_ bucket: BucketName) -> Bool { bucket == LeadFiles.bucket || bucket == ChatFiles.bucket }

    private static func reading(_ bucket: BucketName) -> Permission {
        switch bucket {
        case LeadFiles.bucket: .leadsRead
        case ChatFiles.bucket: .chatRead
        default: .filesRead
        }
    }

    private func may(_ permission: Permission, _ key: String) -> Bool {
        guard let principal else { return false }
        if principal.credential == .serviceKey { return true }
        guard let owner = Self.owner(of: key) else { return principal.may(permission) }
        guard principal.personID == owner, principal.workspaceDeletesAt == nil else { return false }
        // A role does not limit what is one's own; a token has its scopes for that very purpose.
        if case .session = principal.credential { return true }
        return principal.may(permission)
    }

    /// The person whose folder a key is in.
    private static func owner(of key: String) -> ID<Person>? {
        guard let slash = key.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        return ID<Person>(String(key[..<slash]))
    }
}
