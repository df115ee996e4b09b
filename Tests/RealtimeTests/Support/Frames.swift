/// Binary frames as the protocol's page draws them.
enum Frames {
    static func userPush(
        joinRef: String, ref: String, topic: String, event: String, metadata: String, encoding: UInt8, _ payload: [UInt8]
    ) -> [UInt8] {
        let names = [joinRef, ref, topic, event, metadata].map { Array($0.utf8) }
        return [3] + names.map { UInt8($0.count) } + [encoding] + names.joined() + payload
    }

    static func userBroadcast(topic: String, event: String, metadata: String, encoding: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let names = [topic, event, metadata].map { Array($0.utf8) }
        return [4] + names.map { UInt8($0.count) } + [encoding] + names.joined() + payload
    }
}
