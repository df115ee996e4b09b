package import Domain
import Hummingbird

/// How leads come in and go out other than by a person's hand: imports, forms of visitors, exports, erasure.
package struct IntakeAPI: Sendable {
    let imports: Imports
    let forms: Forms
    let exports: Exports
    let erasure: Erasure

    package init(imports: Imports, forms: Forms, exports: Exports, erasure: Erasure) {
        self.imports = imports
        self.forms = forms
        self.exports = exports
        self.erasure = erasure
    }

    func add(to router: some RouterMethods<APIContext>, gate: Gatekeeper) {
        ImportRoutes(imports: imports, gate: gate).add(to: router)
        ExportRoutes(exports: exports, gate: gate).add(to: router)
        ErasureRoutes(erasure: erasure, gate: gate).add(to: router)
        FormRoutes(forms: forms, gate: gate).add(to: router)
    }

    /// What stands outside of the API's own paths.
    func addPages(to router: some RouterMethods<APIContext>, gate: Gatekeeper) {
        PublicFormRoutes(forms: forms, gate: gate).add(to: router)
    }
}
