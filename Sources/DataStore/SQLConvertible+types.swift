package import Primitives

extension SQLValue: SQLConvertible {
    package var sqlValue: SQLValue { self }
    package init?(sqlValue: SQLValue) { self = sqlValue }
}

extension String: SQLConvertible {
    package var sqlValue: SQLValue { .text(self) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self = text
    }
}

extension Int64: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let integer) = sqlValue else { return nil }
        self = integer
    }
}

extension Int: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let integer) = sqlValue else { return nil }
        self.init(exactly: integer)
    }
}

extension Bool: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let integer) = sqlValue else { return nil }
        self = integer != 0
    }
}

extension Double: SQLConvertible {
    package var sqlValue: SQLValue { .real(self) }

    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .real(let real): self = real
        case .integer(let integer): self.init(integer)
        default: return nil
        }
    }
}

extension [UInt8]: SQLConvertible {
    package var sqlValue: SQLValue { .blob(self) }

    package init?(sqlValue: SQLValue) {
        guard case .blob(let bytes) = sqlValue else { return nil }
        self = bytes
    }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }

    package init?(sqlValue: SQLValue) {
        if case .null = sqlValue {
            self = .none
        } else if let value = Wrapped(sqlValue: sqlValue) {
            self = value
        } else {
            return nil
        }
    }

    package static func read(_ value: SQLValue, of column: String) throws(StoreError) -> Self {
        if case .null = value { return nil }
        return try Wrapped.read(value, of: column)
    }
}

/// An enumeration is kept as its raw text.
extension SQLConvertible where Self: RawRepresentable, RawValue == String {
    package var sqlValue: SQLValue { .text(rawValue) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(rawValue: text)
    }
}

extension Timestamp: SQLConvertible {
    package var sqlValue: SQLValue { .integer(microseconds) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let microseconds) = sqlValue else { return nil }
        self.init(microseconds: microseconds)
    }
}

extension Day: SQLConvertible {
    package var sqlValue: SQLValue { .integer(number) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(number: number)
    }
}

extension Currency: SQLConvertible {
    package var sqlValue: SQLValue { .text(code) }

    package init?(sqlValue: SQLValue) {
        guard let code = sqlValue.text else { return nil }
        self.init(code)
    }
}

extension ID: SQLConvertible {
    package var sqlValue: SQLValue { .id(high: high, low: low) }

    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .id(let high, let low): self.init(high: high, low: low)
        case .text(let text): self.init(text)
        default: return nil
        }
    }
}

extension TraceID: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(text)
    }
}

extension EmailAddress: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(text)
    }
}

extension Language: SQLConvertible {}

extension ErrorProjectID: SQLConvertible {
    package var sqlValue: SQLValue { .integer(number) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(number)
    }
}
