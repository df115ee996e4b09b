import CCurl
package import Primitives

/// What speaks SMTP, and the library of its TLS.
package enum CurlLibrary {
    package static var linked: [LinkedLibrary] {
        guard let known = curl_version_info(CURLVERSION_FIRST)?.pointee, let version = known.version else { return [] }
        let libraries = [LinkedLibrary(name: "libcurl", version: String(cString: version))]
        // `OpenSSL/3.0.19`
        let parts = known.ssl_version.map { String(cString: $0) }?.split(separator: "/", maxSplits: 1) ?? []
        return parts.count == 2 ? libraries + [LinkedLibrary(name: String(parts[0]), version: String(parts[1]))] : libraries
    }
}
