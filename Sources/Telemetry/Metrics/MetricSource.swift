/// Figures that are kept elsewhere and read when `/metrics` is asked for.
package protocol MetricSource: Sendable {
    func write(to text: inout MetricText) async
}
