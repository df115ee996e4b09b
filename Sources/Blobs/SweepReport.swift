/// What a sweep removed.
package struct SweepReport: Hashable, Sendable {
    package var temporaries = 0
    package var unreferenced = 0

    package init() {}
}
