/// A finished PDF.
package struct RenderedDossier: Sendable, Hashable {
    package let bytes: [UInt8]
    package let pages: Int

    package init(bytes: [UInt8], pages: Int) {
        self.bytes = bytes
        self.pages = pages
    }
}
