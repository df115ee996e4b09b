import NIOCore

/// Those of one event loop who hear row changes, by workspace and table. Belongs to that loop.
final class ChangeAudience {
    private struct Listener {
        let subscription: Subscription
        let topic: String
        let watches: [ChangeWatch]
    }

    /// What makes two subscribers' frames of one change the same.
    private struct FrameKey: Hashable {
        let version: PhoenixVersion
        let topic: String
        let ids: [Int]
        let selection: ColumnSelection
    }

    /// Frames of one change that are kept for the next who gets the same; a team's pages share a few.
    private static let keptLimit = 256

    private let shard: Int
    private let interest: Interest<ChangeKey>
    private let serialize: FrameSerializer
    private var listeners: [ChangeKey: [ObjectIdentifier: Listener]] = [:]
    private var keys: [ObjectIdentifier: [ChangeKey]] = [:]

    init(shard: Int, interest: Interest<ChangeKey>, serialize: @escaping FrameSerializer) {
        self.shard = shard
        self.interest = interest
        self.serialize = serialize
    }

    /// From now on the subscription hears what `watches` say, in place of what it heard.
    func set(_ watches: [ChangeWatch], for subscription: Subscription) {
        remove(subscription)
        if watches.isEmpty { return }
        let id = ObjectIdentifier(subscription)
        for (table, watches) in Dictionary(grouping: watches, by: \.table.name) {
            let key = ChangeKey(workspaceID: subscription.key.workspaceID, table: table)
            if listeners[key] == nil { interest.add(shard, to: key) }
            let listener = Listener(subscription: subscription, topic: subscription.key.wireTopic, watches: watches)
            listeners[key, default: [:]][id] = listener
            keys[id, default: []].append(key)
        }
    }

    func remove(_ subscription: Subscription) {
        let id = ObjectIdentifier(subscription)
        guard let heard = keys.removeValue(forKey: id) else { return }
        for key in heard {
            listeners[key]?[id] = nil
            if listeners[key]?.isEmpty == true {
                listeners[key] = nil
                interest.remove(shard, from: key)
            }
        }
    }

    /// Writes `change` to everyone who watches for it: one push a channel, with the ids of all its entries that hear it.
    func deliver(_ change: RowChange) {
        // A listener may go while we write; what we hold is the list as it was, and who went is no longer live.
        guard let present = listeners[change.key]?.values else { return }
        var frames: [FrameKey: ByteBuffer] = [:]
        for listener in present {
            for (selection, ids) in Self.hearing(listener.watches, change) where listener.subscription.isLive {
                let subscription = listener.subscription
                let key = FrameKey(version: subscription.version, topic: listener.topic, ids: ids, selection: selection)
                if let known = frames[key] {
                    subscription.outlet.send(known)
                } else {
                    let frame = frame(of: change, key)
                    if frames.count < Self.keptLimit { frames[key] = frame }
                    subscription.outlet.send(frame)
                }
            }
        }
    }

    /// The ids to tell, in order, for each choice of columns; hardly ever more than one.
    private static func hearing(_ watches: [ChangeWatch], _ change: RowChange) -> [(selection: ColumnSelection, ids: [Int])] {
        var found: [(selection: ColumnSelection, ids: [Int])] = []
        for watch in watches where watch.hears(change) {
            if let index = found.firstIndex(where: { $0.selection == watch.selection }) {
                found[index].ids.append(watch.id)
            } else {
                found.append((watch.selection, [watch.id]))
            }
        }
        return found
    }

    private func frame(of change: RowChange, _ key: FrameKey) -> ByteBuffer {
        let data = change.data(key.selection)
        var payload = ByteBuffer()
        payload.reserveCapacity(data.readableBytes + 64)
        payload.writeString("{\"ids\":[\(key.ids.map(String.init).joined(separator: ","))],\"data\":")
        payload.writeImmutableBuffer(data)
        payload.writeString("}")
        return serialize(PhoenixCodec.encode("postgres_changes", payload, topic: key.topic, version: key.version), .text)
    }
}
