package import Blobs
import DataStore
import Identity
package import Primitives

/// Makes the links by which files of the chat are stored and read.
package struct AttachmentLinks: Sendable {
    /// A page that stays open over a day of work asks again now and then.
    private static let readingLifetime = Duration.hours(6)
    private static let uploadLifetime = Duration.hours(1)

    private let links: StorageLinks
    /// What the addresses of the storage begin with.
    private let prefix: String
    private let clock: WallClock

    package init(links: StorageLinks, prefix: String, clock: WallClock = .system) {
        self.links = links
        self.prefix = prefix
        self.clock = clock
    }

    /// Gives each file that is still there its link.
    func sign(_ messages: inout [Message], in tx: some SQLReading) throws {
        let keys = messages.flatMap { $0.attachments.map(\.key) }
        guard let workspace = messages.first?.workspaceId, !keys.isEmpty else { return }
        let space = ID<BlobSpace>(of: workspace)
        guard let (bucket, generations) = try Buckets.generations(of: keys, in: ChatFiles.bucket, of: space, tx) else { return }
        let (signer, expiry) = (links.signer(for: space), clock.now() + Self.readingLifetime)
        for message in messages.indices {
            for place in messages[message].attachments.indices {
                let key = messages[message].attachments[place].key
                guard let generation = generations[key] else { continue }
                let token = signer.sign(
                    StorageLink(
                        space: space, bucket: bucket.name, key: key,
                        purpose: .download(bucketGeneration: bucket.generation, objectGeneration: generation), expiresAt: expiry))
                messages[message].attachments[place].url = address("object/sign", key, token)
            }
        }
    }

    /// - Parameter owner: in whose name it is stored, if it is a person.
    func upload(to key: ObjectKey, in bucket: Bucket, owner: String?) -> PreparedUpload {
        let expiry = clock.now() + Self.uploadLifetime
        let token = links.sign(
            StorageLink(
                space: bucket.space, bucket: bucket.name, key: key,
                purpose: .upload(bucketGeneration: bucket.generation, owner: owner, replaces: false), expiresAt: expiry))
        return PreparedUpload(key: key, url: address("object/upload/sign", key, token), expiresAt: expiry)
    }

    private func address(_ route: String, _ key: ObjectKey, _ token: String) -> String {
        let path = key.description.split(separator: "/").map { Primitives.PercentEncoding.encode(segment: String($0)) }.joined(
            separator: "/")
        return "\(prefix)/\(route)/\(ChatFiles.bucket)/\(path)?token=\(token)"
    }
}
