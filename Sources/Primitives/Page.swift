/// One page of a list in a stable order; `next` is the cursor of the following page, absent on the last.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    package let next: String?

    package init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }
}
