import CPango
import Foundation

/// A picture of a page in shades of grey.
struct GreyPicture {
    let width: Int
    let height: Int
    /// Row by row, 0 black to 255 white.
    let pixels: [UInt8]

    enum Fault: Error {
        case unreadable(String)
    }

    /// Reads a binary PGM, which is what pdftoppm writes to its output.
    init(pgm data: Data) throws {
        var fields: [Int] = []
        var index = data.startIndex
        guard data.starts(with: Data("P5".utf8)) else { throw Fault.unreadable("no PGM") }
        index += 2
        while fields.count < 3, index < data.endIndex {
            while index < data.endIndex, data[index] <= 0x20 { index += 1 }
            let digits = data[index...].prefix { (48...57).contains($0) }
            guard let number = Int(String(decoding: digits, as: UTF8.self)) else { throw Fault.unreadable("PGM header") }
            fields.append(number)
            index = digits.endIndex
        }
        let body = data[(index + 1)...]
        guard fields.count == 3, fields[2] == 255, body.count == fields[0] * fields[1] else { throw Fault.unreadable("PGM size") }
        (width, height, pixels) = (fields[0], fields[1], Array(body))
    }

    /// Reads a grey PNG.
    init(png path: String) throws {
        let surface = cairo_image_surface_create_from_png(path)
        defer { cairo_surface_destroy(surface) }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface) else {
            throw Fault.unreadable(path)
        }
        width = Int(cairo_image_surface_get_width(surface))
        height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height)
        // Four bytes a pixel; of a grey one the first three are alike.
        for row in 0..<height { for column in 0..<width { pixels.append(data[row * stride + column * 4]) } }
        self.pixels = pixels
    }

    /// The largest difference between the mean shades of two corresponding squares.
    ///
    /// Means of small squares, and not pixels: another version of poppler or FreeType smooths a letter's edge in another way, which leaves a
    /// square about as dark as it was. A word, bar or line that is missing or elsewhere does not.
    func worstSquare(against other: GreyPicture) -> (difference: Int, x: Int, y: Int) {
        guard width == other.width, height == other.height else { return (255, 0, 0) }
        var worst = (difference: 0, x: 0, y: 0)
        let half = Self.side / 2
        for top in stride(from: 0, through: height - Self.side, by: half) {
            for left in stride(from: 0, through: width - Self.side, by: half) {
                let difference = abs(sum(left, top) - other.sum(left, top)) / (Self.side * Self.side)
                if difference > worst.difference { worst = (difference, left, top) }
            }
        }
        return worst
    }

    /// In pixels; at 40 dots an inch a line and a little.
    private static let side = 8

    private func sum(_ left: Int, _ top: Int) -> Int {
        var sum = 0
        for row in top..<top + Self.side {
            for column in left..<left + Self.side { sum += Int(pixels[row * width + column]) }
        }
        return sum
    }
}
