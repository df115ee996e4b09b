extension Collection<UInt8> {
    /// The bytes side by side; copied only where they are not.
    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) } ?? Array(self).withUnsafeBytes { body($0) }
    }
}
