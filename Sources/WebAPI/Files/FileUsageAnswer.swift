import Blobs
import Domain
import Primitives

/// How much a workspace stores: all of it counts against the quota, what is in the trash as well.
struct FileUsageAnswer: JSONWritable {
    let usage: FileUsage

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("bytes", usage.stored.byteCount)
            json.member("quotaBytes", usage.quotaBytes)
            json.member("objects", usage.stored.fileCount - usage.stored.trashFileCount)
            json.member("trashBytes", usage.stored.trashByteCount)
        }
    }
}
