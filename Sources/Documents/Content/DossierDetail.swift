/// One thing that the team knows of the lead, such as ("Étape", "Rendez-vous").
package struct DossierDetail: Sendable, Codable, Hashable {
    package var label: String
    package var value: String

    package init(label: String, value: String) {
        self.label = label
        self.value = value
    }
}
