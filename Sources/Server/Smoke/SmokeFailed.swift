/// At least one check failed. Says nothing more: the lines of the checks have said it.
package struct SmokeFailed: Error, CustomStringConvertible {
    package var description: String { "" }
}
