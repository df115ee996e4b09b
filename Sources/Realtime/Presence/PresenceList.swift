import NIOCore
import Primitives

/// Who is present in one topic: what everyone was told, and what has changed since, which one diff will tell.
struct PresenceList {
    /// Everyone who joins gets all of it in one frame, which must fit what may wait for a socket.
    static let byteLimit = 524_288

    private struct Change {
        let key: String
        let meta: PresenceMeta
    }

    private var present: [String: [PresenceMeta]] = [:]
    private var joining: [Change] = []
    private var leaving: [Change] = []
    /// Of all that is present or joins.
    private var byteCount = 0
    private var encoded: ByteBuffer?

    /// Whether nobody is there and nothing is to be told.
    var isEmpty: Bool { present.isEmpty && joining.isEmpty }
    var isChanged: Bool { !joining.isEmpty || !leaving.isEmpty }

    /// Adds a connection, in place of what it told before under `replaced`.
    ///
    /// - Returns: false when the topic is full; nothing has changed then.
    mutating func track(_ meta: PresenceMeta, key: String, replacing replaced: PresenceMeta?) -> Bool {
        guard byteCount + meta.byteCount - (replaced?.byteCount ?? 0) <= Self.byteLimit else { return false }
        var meta = meta
        if let replaced { meta.previousRef = remove(replaced.ref, key: key) ? replaced.ref : replaced.previousRef }
        joining.append(Change(key: key, meta: meta))
        byteCount += meta.byteCount
        return true
    }

    /// Takes a connection out.
    mutating func untrack(_ ref: String, key: String) {
        _ = remove(ref, key: key)
    }

    /// Answers whether the others have been told of it.
    private mutating func remove(_ ref: String, key: String) -> Bool {
        if let index = joining.firstIndex(where: { $0.meta.ref == ref }) {
            byteCount -= joining.remove(at: index).meta.byteCount
            return false
        }
        guard let meta = present[key]?.first(where: { $0.ref == ref }), !leaving.contains(where: { $0.meta.ref == ref }) else {
            return false
        }
        leaving.append(Change(key: key, meta: meta))
        byteCount -= meta.byteCount
        return true
    }

    /// The payload of a `presence_diff` with all changes since the last one; `nil` when there are none.
    mutating func flush() -> ByteBuffer? {
        guard isChanged else { return nil }
        var diff = ByteBuffer()
        diff.writeString("{\"joins\":")
        Self.write(Self.grouped(joining), to: &diff)
        diff.writeString(",\"leaves\":")
        Self.write(Self.grouped(leaving), to: &diff)
        diff.writeString("}")
        for change in leaving {
            present[change.key]?.removeAll { $0.ref == change.meta.ref }
            if present[change.key]?.isEmpty == true { present[change.key] = nil }
        }
        for change in joining { present[change.key, default: []].append(change.meta) }
        joining = []
        leaving = []
        encoded = nil
        return diff
    }

    /// The payload of a `presence_state`: what everyone was told by the last diff.
    mutating func state() -> ByteBuffer {
        if let encoded { return encoded }
        var state = ByteBuffer()
        state.reserveCapacity(byteCount)
        Self.write(present.map { ($0.key, $0.value) }, to: &state)
        encoded = state
        return state
    }

    /// The persons among those of whom everyone was told, each once, by id.
    var persons: [ID<Subject>] {
        Set(present.values.lazy.joined().compactMap(\.personID)).sorted()
    }

    private static func grouped(_ changes: [Change]) -> [(String, [PresenceMeta])] {
        var order: [String] = []
        var groups: [String: [PresenceMeta]] = [:]
        for change in changes {
            if groups[change.key] == nil { order.append(change.key) }
            groups[change.key, default: []].append(change.meta)
        }
        return order.map { ($0, groups[$0] ?? []) }
    }

    private static func write(_ entries: [(key: String, metas: [PresenceMeta])], to buffer: inout ByteBuffer) {
        buffer.writeString("{")
        for (index, entry) in entries.enumerated() {
            if index > 0 { buffer.writeString(",") }
            buffer.writeJSONString(entry.key)
            buffer.writeString(":{\"metas\":[")
            for (index, meta) in entry.metas.enumerated() {
                if index > 0 { buffer.writeString(",") }
                meta.write(to: &buffer)
            }
            buffer.writeString("]}")
        }
        buffer.writeString("}")
    }
}
