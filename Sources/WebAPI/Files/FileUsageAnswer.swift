import Blobs
import Domain
import Primitives

/// How much a workspace stores: all of it counts against the quota, what is in the trash as well.
struct FileUsageAnswer: Sampled {
    let byteCount: Int64
    let quotaBytes: Int64?
    let fileCount: Int64
    let trashByteCount: Int64

    static var sample: Self { Self(byteCount: 81_920, quotaBytes: 1 << 30, fileCount: 4, trashByteCount: 2_048) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("bytes", byteCount)
            json.member("quotaBytes", quotaBytes)
            json.member("objects", fileCount)
            json.member("trashBytes", trashByteCount)
        }
    }
}

extension FileUsageAnswer {
    init(usage: FileUsage) {
        self.init(
            byteCount: usage.stored.byteCount, quotaBytes: usage.quotaBytes,
            fileCount: usage.stored.fileCount - usage.stored.trashFileCount,
            trashByteCount: usage.stored.trashByteCount)
    }
}
