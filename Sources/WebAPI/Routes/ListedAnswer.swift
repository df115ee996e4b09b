import Primitives

/// A list, or one page of it.
struct ListedAnswer<Item: JSONWritable>: JSONWritable {
    let items: [Item]
    /// The cursor of the next page; the member is left out where a list has no pages.
    var next: String??

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("items", array: items)
            if let next { json.member("next", next) }
        }
    }
}
