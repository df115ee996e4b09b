package import Primitives

/// A change of an account: what it is called, and whether it takes entries.
package struct LedgerAccountPatch: Sendable {
    let name: String?
    let isClosed: Bool?
    let wanted: JSONValue

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    package init(_ patch: MergePatch) throws(Failure) {
        var patch = patch
        wanted = patch.value
        name = patch.required("name", "Give the account a name.") { $0.line($1, $2, limit: LedgerAccountDraft.nameLimit) }
        isClosed = patch.flag("closed")
        try patch.finish("The account was not changed: some fields are not right.")
    }
}
