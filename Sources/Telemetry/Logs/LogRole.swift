/// What a line does with a field by its name.
enum LogRole: Equatable {
    /// One that the product promises, at its place among those.
    case product(Int)
    /// The same, a number.
    case quantity(Int)
    /// A number at no place of its own. Under any other name digits may be a code or an id, and stay text.
    case number
    /// Never written, whatever it holds.
    case secret
    /// The line's own; metadata of the same name gets a prefix.
    case reserved
    case plain

    /// By length first: every field of every line is asked for, and most names are none of these.
    init(of key: String) {
        switch key.utf8.count {
        case 4: self = key == "time" ? .reserved : key == "port" ? .number : .plain
        case 5: self = Self.ofFive(key)
        case 6: self = Self.ofSix(key)
        case 7: self = Self.ofSeven(key)
        case 8: self = key == "password" ? .secret : .plain
        case 9: self = key == "errorCode" ? .product(8) : key == "byteCount" ? .number : key == "signature" ? .secret : .plain
        case 10: self = key == "durationMs" ? .quantity(6) : .plain
        case 11: self = key == "workspaceId" ? .product(3) : key == "accessToken" ? .secret : .plain
        case 12: self = key == "refreshToken" ? .secret : .plain
        case 13: self = key == "authorization" ? .secret : .plain
        case 14: self = key == "severityNumber" ? .reserved : .plain
        default: self = .plain
        }
    }

    private static func ofFive(_ key: String) -> Self {
        switch key {
        case "level": .reserved
        case "count", "bytes": .number
        case "token": .secret
        default: .plain
        }
    }

    private static func ofSix(_ key: String) -> Self {
        switch key {
        case "status": .quantity(7)
        case "spanId": .product(1)
        case "leadId": .product(2)
        case "userId": .product(4)
        case "logger": .reserved
        case "secret", "cookie", "apikey", "apiKey": .secret
        default: .plain
        }
    }

    private static func ofSeven(_ key: String) -> Self {
        switch key {
        case "traceId": .product(0)
        case "jobName": .product(5)
        case "message": .reserved
        case "attempt": .number
        default: .plain
        }
    }
}
