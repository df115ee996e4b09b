/// How much time, how many bytes and how many requests one analysis may take.
package struct FetchLimits: Sendable, Hashable {
    /// A page that takes longer loses its human visitors too.
    package var request: Duration = .seconds(10)
    /// A salesperson waits for READY; what was read until then is used.
    package var visit: Duration = .seconds(30)
    /// Well-made pages stay under 200 KiB of HTML; builders reach 1–2 MiB.
    package var pageBytes = 2 * 1_024 * 1_024
    /// What a compressed page may unpack to before it counts as a bomb. Above `pageBytes` so that a long honest page is cut, not refused.
    package var unpackedBytes = 8 * 1_024 * 1_024
    /// One for www., one for https, one for the language, and two to spare.
    package var redirects = 5
    /// Home and the seven kinds of page that facts come from.
    package var pages = 8
    /// An index and one sitemap of it, and one to spare.
    package var sitemaps = 3
    /// Between two requests to the site, so that an analysis weighs no more than a person who clicks fast.
    package var pause: Duration = .milliseconds(150)
    /// Addresses of one name that are tried before the site counts as down.
    package var addressesTried = 3

    package init() {}
}
