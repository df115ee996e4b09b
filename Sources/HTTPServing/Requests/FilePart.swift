import Glibc
import NIOCore

/// Has a stretch of a file written as a part of the present answer.
struct FilePart: Sendable {
    let region: FileRegion

    /// Whether the file ends before the stretch does: the kernel then sends nothing and says that it may be asked again, for ever.
    var isCut: Bool {
        do {
            return try region.fileHandle.withUnsafeFileDescriptor { descriptor in
                // Stretches are read at their offsets, so nobody minds where the file stands.
                let end = lseek(descriptor, 0, SEEK_END)
                return end >= 0 && Int(end) < region.endIndex
            }
        } catch {
            // The handle was given back: the stretch is over.
            return false
        }
    }
}
