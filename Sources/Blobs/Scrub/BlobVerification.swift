package import Primitives

/// What a check of every stored byte found.
package struct BlobVerification: Sendable {
    /// One difference between rows and disk.
    package enum Fault: Hashable, Sendable {
        /// The file of an object is not there.
        case missing(ID<StoredObject>, path: String)
        /// The file of an object is longer or shorter than what was stored.
        case wrongLength(ID<StoredObject>, path: String)
        /// The file of an object has other bytes than were stored.
        case changed(ID<StoredObject>, path: String)
        /// No row refers to this file.
        case orphan(path: String)
    }

    /// A folder that is wholly lost must not fill the memory too; the count goes on past it.
    package static let listedFaultLimit = 1_000

    package internal(set) var fileCount = 0
    package internal(set) var byteCount: Int64 = 0
    package internal(set) var faultCount = 0
    /// The first ``listedFaultLimit`` of them.
    package internal(set) var faults: [Fault] = []

    mutating func add(_ fault: Fault) {
        faultCount += 1
        if faults.count < Self.listedFaultLimit { faults.append(fault) }
    }
}
