package import DataStore
package import Primitives

/// Folders of buckets that the product itself makes, changed in the write that changes what they are of.
extension Buckets {
    /// Gives everything in a folder, what is in the trash of it included, a place in another one of the same bucket.
    ///
    /// What would take the place of something there gets a number at the end of its name. Links into the folder end.
    package static func moveFolder(
        _ folder: String, to other: String, in name: BucketName, of space: ID<BlobSpace>, at now: Timestamp, in tx: WriteTransaction
    ) throws {
        guard let bucket = try BucketRows.find(name, in: space, tx) else { return }
        for object in try BucketObjectRows.within("\(folder)/", of: bucket.id, limit: .max, tx) {
            let rest = String(object.key.description.dropFirst(folder.count + 1))
            // Where no number fits behind a name, the object's id is one.
            guard let key = try freeKey("\(other)/\(rest)", in: bucket, tx) ?? ObjectKey("\(other)/\(object.id)") else { continue }
            try BucketObjectRows.delete(object.key, in: bucket.id, tx)
            try BucketObjectRows.insert(
                object.placed(
                    at: key, in: bucket, id: object.id, version: object.version, generation: now.microseconds,
                    createdAt: object.createdAt, updatedAt: object.updatedAt), in: tx)
        }
        try TrashRows.move(folder, to: other, in: bucket, tx)
    }

    /// Forgets at most ``stepLimit`` objects of a folder for good, those in the trash included; their bytes go with the next sweep.
    ///
    /// - Returns: whether there may be more.
    package static func removeFolder(
        _ folder: String, in name: BucketName, of space: ID<BlobSpace>, in tx: WriteTransaction
    ) throws -> Bool {
        guard let bucket = try BucketRows.find(name, in: space, tx) else { return false }
        let objects = try BucketObjectRows.within("\(folder)/", of: bucket.id, limit: stepLimit, tx)
        for object in objects {
            try BucketObjectRows.delete(object.key, in: bucket.id, tx)
            try ObjectRows.delete(object.version.id, in: tx)
        }
        let trashed = try TrashRows.within("\(folder)/", of: bucket, limit: stepLimit, tx)
        for version in trashed {
            try TrashRows.delete(version, in: tx)
            try ObjectRows.delete(version, in: tx)
        }
        return objects.count == stepLimit || trashed.count == stepLimit
    }

    /// The key, or the first with a number that stands for nothing; `nil` when none fits.
    static func freeKey(_ text: String, in bucket: Bucket, _ tx: some SQLReading) throws -> ObjectKey? {
        let slash = text.lastIndex(of: "/") ?? text.startIndex
        let dot = text[slash...].lastIndex(of: ".") ?? text.endIndex
        for number in 1...10_000 {
            let candidate = number == 1 ? text : "\(text[..<dot]) (\(number))\(text[dot...])"
            guard let key = ObjectKey(candidate) else { return nil }
            if try BucketObjectRows.find(key, in: bucket.id, tx) == nil { return key }
        }
        return nil
    }
}
