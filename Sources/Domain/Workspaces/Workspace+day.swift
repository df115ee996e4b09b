import Foundation
package import Identity
package import Primitives

extension Workspace {
    /// Which day it is where the workspace is.
    package func day(at moment: Timestamp) -> Day {
        let zone = TimeZone(identifier: timeZone.description)
        let date = Date(timeIntervalSince1970: Double(moment.seconds))
        return Day(of: moment, secondsFromUTC: zone?.secondsFromGMT(for: date) ?? 0)
    }
}
