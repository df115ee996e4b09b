/// Takes the bytes that Cairo writes, up to `DossierLimits.bytes`.
final class PDFSink {
    private(set) var bytes: [UInt8] = []
    private(set) var isFull = false

    /// False when the limit is passed; nothing is kept from then on.
    func take(_ chunk: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !isFull, bytes.count + chunk.count <= DossierLimits.bytes else {
            isFull = true
            bytes = []
            return false
        }
        bytes.append(contentsOf: chunk)
        return true
    }
}
