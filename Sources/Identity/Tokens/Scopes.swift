import DataStore

/// A set of permissions as one column: their names in order, a space between.
struct Scopes: SQLConvertible {
    let permissions: Set<Permission>

    var sqlValue: SQLValue { .text(permissions.map(\.rawValue).sorted().joined(separator: " ")) }

    init(_ permissions: Set<Permission>) {
        self.permissions = permissions
    }

    /// A name that is not known any more gives no permission.
    init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        permissions = Set(text.split(separator: " ").compactMap { Permission(rawValue: String($0)) })
    }
}
