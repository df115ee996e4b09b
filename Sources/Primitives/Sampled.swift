/// A type of the API whose shape is read from how it writes itself.
package protocol Sampled: JSONWritable, SendableMetatype {
    /// One made-up value with everything in it: what may be absent is there, and each list has an element.
    static var sample: Self { get }
}
