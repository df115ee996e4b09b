import Primitives

/// An object whose members have names of somebody's own, in the order of their names.
struct JSONMap: JSONWritable {
    let members: [String: JSONValue]

    init(_ members: [String: JSONValue]) {
        self.members = members
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            for (name, value) in members.sorted(by: { $0.key < $1.key }) { json.member(named: name, value) }
        }
    }
}
