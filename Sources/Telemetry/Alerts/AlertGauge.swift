/// The value at which a rule looks, in its unit; `nil` while it is not known.
package typealias AlertGauge = @Sendable () async -> Double?
