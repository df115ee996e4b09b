import CWebAssets

/// The source maps of the page's scripts, embedded beside them and never served.
package enum PageMaps {
    /// The map of a script by its file name, in brotli; `nil` when there is none.
    package static func compressed(of script: String) -> [UInt8]? {
        var count = 0
        guard let table = uprising_maps_table(&count) else { return nil }
        for map in UnsafeBufferPointer(start: table, count: count) where String(cString: map.script) == script {
            return Array(UnsafeBufferPointer(start: map.brotli, count: map.brotli_length))
        }
        return nil
    }
}
