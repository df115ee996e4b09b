package import Primitives

/// Which channels a list shows.
package struct ChannelFilter: Hashable, Sendable {
    package enum Archived: String, Sendable, CaseIterable {
        case exclude, include, only
    }

    package var kind: Channel.Kind?
    package var archived: Archived

    package init(kind: Channel.Kind? = nil, archived: Archived = .exclude) {
        self.kind = kind
        self.archived = archived
    }
}

extension ChannelFilter: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind)
            json.member("archived", archived.rawValue)
        }
    }
}
