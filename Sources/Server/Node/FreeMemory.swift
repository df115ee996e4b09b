import CMemory

/// What the allocator does with memory that is free for the moment.
enum FreeMemory {
    /// A few uploads' worth: pieces of 256 KiB come and go with each, and were given back and faulted in anew several times a second.
    private static let keptByteCount: CInt = 8 << 20
    /// What is larger is rare, and does not have to stay.
    private static let ownBlockByteCount: CInt = 1 << 20

    /// Keeps some of it for the next request. Where that is refused it is given back sooner, as by default.
    static func keep() {
        _ = uprising_keep_memory(keptByteCount, ownBlockByteCount)
    }
}
