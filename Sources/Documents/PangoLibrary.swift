import CPango
package import Primitives

/// What sets and draws dossiers.
package enum PangoLibrary {
    package static var linked: [LinkedLibrary] {
        [
            LinkedLibrary(name: "Pango", version: String(cString: pango_version_string())),
            LinkedLibrary(name: "Cairo", version: String(cString: cairo_version_string())),
        ]
    }
}
