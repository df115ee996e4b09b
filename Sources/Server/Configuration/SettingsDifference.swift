/// The settings of two profiles side by side. Faults of a profile are no matter: what differs is to be seen all the more.
struct SettingsDifference: Sendable {
    struct Side: Hashable, Sendable, Codable {
        /// Never of a secret; `nil` where nothing is set.
        let value: String?
        let source: String?
    }

    struct Line: Hashable, Sendable, Codable {
        let name: String
        let isSecret: Bool
        let isSame: Bool
        let left: Side
        let right: Side
    }

    /// Those that differ, and every secret that is set: two profiles with one secret are to be told, too.
    let lines: [Line]

    var isSame: Bool { lines.allSatisfy(\.isSame) }

    init(_ left: SettingSources, _ right: SettingSources) throws {
        var lines: [Line] = []
        for setting in Setting.allCases {
            let values = (try left.value(of: setting), try right.value(of: setting))
            let isSame = values.0?.value == values.1?.value
            guard !isSame || (setting.isSecret && values.0 != nil) else { continue }
            lines.append(
                Line(
                    name: setting.rawValue, isSecret: setting.isSecret, isSame: isSame,
                    left: Side(value: setting.isSecret ? nil : values.0?.value, source: values.0?.source),
                    right: Side(value: setting.isSecret ? nil : values.1?.value, source: values.1?.source)))
        }
        let shown = (try left.publicVariables(), try right.publicVariables())
        for name in Set(shown.0.keys).union(shown.1.keys).sorted() where Setting(rawValue: name) == nil && shown.0[name] != shown.1[name] {
            lines.append(
                Line(
                    name: name, isSecret: false, isSame: false, left: Side(value: shown.0[name], source: nil),
                    right: Side(value: shown.1[name], source: nil)))
        }
        self.lines = lines
    }
}
