import Primitives

extension FieldChange: Sampled {
    package static var sample: Self {
        Self(field: LeadField.company.rawValue, before: "Elan", after: "Élan Vert")
    }
}
