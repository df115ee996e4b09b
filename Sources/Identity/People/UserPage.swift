/// One page of the people of a workspace, counted from 1, newest first.
package struct UserPage: Sendable {
    package let people: [Person]
    package let total: Int
    package let number: Int
    package let size: Int

    package var lastNumber: Int { max(1, (total + size - 1) / size) }
}
