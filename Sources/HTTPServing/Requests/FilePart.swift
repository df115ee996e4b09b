import Glibc
import NIOCore

/// Has a stretch of a file written as a part of the present answer.
struct FilePart: Sendable {
    let region: FileRegion

    /// Whether the file ends before the stretch does: the kernel then sends nothing and says that it may be asked again, for ever.
    var isCut: Bool {
        do {
            return try region.fileHandle.withUnsafeFileDescriptor { descriptor in
                var status = stat()
                return fstat(descriptor, &status) == 0 && Int(status.st_size) < region.endIndex
            }
        } catch {
            // The handle was given back: the stretch is over.
            return false
        }
    }
}
