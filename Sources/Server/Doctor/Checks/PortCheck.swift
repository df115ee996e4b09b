import Glibc
import NIOCore
import NIOPosix

/// That the ports are the node's, or free for it.
struct PortCheck: DoctorCheck {
    let place: Surroundings
    let name = "ports"

    func run() -> [DoctorFinding] {
        let settings = place.settings
        let ports = [(setting: Setting.port, port: settings.port)] + (settings.tls?.redirectPort.map { [(.redirectPort, $0)] } ?? [])
        return ports.map { finding($0.setting, $0.port) }
    }

    private func finding(_ setting: Setting, _ port: Int) -> DoctorFinding {
        let address = "\(place.settings.host):\(port)"
        guard port != 0 else { return .ok("\(setting.rawValue) is 0: any free port is taken") }
        do {
            let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: place.settings.host, port: port).wait()
            try channel.close().wait()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            return taken(setting, port, address)
        } catch let error as IOError where error.errnoCode == EACCES {
            return .warn(
                "\(address) can't be listened on by this user: below 1024 the right CAP_NET_BIND_SERVICE is wanted",
                mend: "run the node by its unit, which has it; or set \(setting.rawValue) to 1024 or more")
        } catch {
            return .fail("\(address) can't be listened on: \(error)", mend: "correct HOST and \(setting.rawValue)")
        }
        guard place.holder != nil else { return .ok("\(address) is free") }
        return .fail(
            "a node holds the data folder, but nothing listens at \(address)",
            mend: "if it was started with other settings, restart it: systemctl restart uprising@\(place.settings.profile.rawValue)")
    }

    private func taken(_ setting: Setting, _ port: Int, _ address: String) -> DoctorFinding {
        switch PortOwner(ofPort: port, suspecting: place.holder?.processID) {
        case .process(let id, _) where id == place.holder?.processID: return .ok("\(address) is held by the node, process \(id)")
        case .process(let id, let name):
            return .fail("\(address) is held by process \(id) (\(name))", mend: "stop that: kill \(id); or set \(setting.rawValue)")
        case .hidden where place.holder != nil:
            return .ok("\(address) is held; by the node, as far as another user's process can be seen")
        case .hidden:
            return .fail("\(address) is held by a process of another user", mend: "see which: sudo ss -ltnp; or set \(setting.rawValue)")
        }
    }
}
