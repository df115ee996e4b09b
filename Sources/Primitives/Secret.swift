/// Bytes that must never reach a log, an error or a debugger's print-out by accident: every textual form is dots.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The bytes themselves; the name is long so that a reviewer sees each use.
    package let revealedBytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        revealedBytes = bytes
    }

    package init(_ text: String) {
        revealedBytes = Array(text.utf8)
    }

    /// `count` bytes from the system's generator.
    package static func random(byteCount count: Int) -> Secret {
        var random = SystemRandomNumberGenerator()
        return Secret((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }

    package var revealedText: String { String(decoding: revealedBytes, as: UTF8.self) }
    package var description: String { "••••••" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Secret: Equatable {
    package static func == (left: Secret, right: Secret) -> Bool {
        constantTimeEqual(left.revealedBytes, right.revealedBytes)
    }
}

/// Compares in a time that depends on the lengths only, never on where the bytes differ.
package func constantTimeEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (first, second) in zip(left, right) { difference |= first ^ second }
    return difference == 0
}
