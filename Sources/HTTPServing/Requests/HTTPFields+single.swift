package import HTTPTypes

extension HTTPFields {
    /// The same as `self[name]` for a field that stands once as a rule: several are joined, which is dear, only where there are several.
    package func single(_ name: HTTPField.Name) -> String? {
        let values = self[values: name]
        return values.count > 1 ? self[name] : values.first
    }
}
