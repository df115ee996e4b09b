import CXML
package import Primitives

/// What reads pages of sites.
package enum XMLLibrary {
    package static var linked: [LinkedLibrary] {
        // 20914, and what a distribution added: `20914-GITv2.9.14`.
        let digits = String(cString: uprising_xml_version()).prefix { $0.isNumber }
        guard let number = Int(digits) else { return [] }
        return [LinkedLibrary(name: "libxml2", version: "\(number / 10_000).\(number / 100 % 100).\(number % 100)")]
    }
}
