/// One way to reach the company, such as ("Téléphone", "+33 1 23 45 67 89").
package struct DossierContact: Sendable, Codable, Hashable {
    package var label: String
    package var value: String

    package init(label: String, value: String) {
        self.label = label
        self.value = value
    }
}
