import CFiles
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// What a file of certificates or a key holds, with who may read it.
struct PEMFile {
    /// A chain of four certificates has 8 KB.
    private static let byteLimit = 1 << 20

    let bytes: [UInt8]
    let mode: mode_t

    /// - Throws: ``CertificateFault`` that says what the system says.
    init(_ path: String, as place: CertificateFault.Place) throws(CertificateFault) {
        // A pipe in the place of a file is none to wait for.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let permit = "let the node's user read it: chgrp uprising \(path); chmod 640 \(path)"
            let mend = errno == ENOENT ? "give the path of a file in PEM" : permit
            throw CertificateFault(place, "\(path) can't be read: \(String(cString: strerror(errno)))", mend: mend)
        }
        defer { close(descriptor) }
        var file = uprising_file()
        guard uprising_look_at(descriptor, &file) == 0, uprising_is_regular(&file) != 0, file.byte_count <= Self.byteLimit else {
            throw CertificateFault(place, "\(path) is no file of certificates or of a key", mend: "give the path of a file in PEM")
        }
        var bytes = [UInt8](repeating: 0, count: Int(file.byte_count))
        var count = 0
        while count < bytes.count {
            let got = bytes[count...].withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard got > 0 else { break }
            count += got
        }
        self.bytes = Array(bytes.prefix(count))
        mode = file.mode
    }
}
