import HTTPServing
import Realtime
import Telemetry

/// Connections, sockets and what goes through the hub.
struct RealtimeSource: MetricSource {
    let counters: ServingCounters
    let figures: HubFigures

    func write(to text: inout MetricText) async {
        text.family(Families.connections, Double(counters.openConnections))
        text.family(
            Families.refusedConnections,
            [
                (["refused"], Double(counters.refusedConnections)), (["timeout"], Double(counters.timedOutConnections)),
                (["malformed"], Double(counters.malformedRequests)), (["handshake"], Double(counters.failedHandshakes)),
            ])
        text.family(Families.sockets, Double(counters.openWebSockets))
        text.family(Families.slowSockets, Double(counters.slowWebSockets))
        text.family(Families.subscriptions, Double(figures.subscriptions))
        text.family(Families.joins, [(["admitted"], Double(figures.joins)), (["refused"], Double(figures.refusals))])
        text.family(Families.deliveries, Double(figures.deliveries))
    }
}
