/// How much of a content a dossier shows. A web site is not to be trusted with the length of our document.
///
/// Characters count as Unicode scalars. Together the limits keep a dossier under `pages`; that cap is the last resort.
enum DossierLimits {
    /// The company's name as the node accepts it.
    static let company = 200
    static let workspaceName = 100
    static let leadID = 64
    /// Labels stand in a narrow column, four lines at most.
    static let label = 80
    /// Long enough for a postal address or a meta description.
    static let value = 400
    static let snippet = 300
    static let sentence = 400
    static let pageTitle = 160
    /// What is shown of an address; three lines of the sources.
    static let shownAddress = 240
    /// Browsers agree on about this much; a longer address is shown but can't be clicked.
    static let linkBytes = 2_000

    /// As many characters as the node lets a user write.
    static let notes = 10_000
    /// Ten thousand line feeds are no note: about six pages.
    static let noteLines = 300
    /// What all notes of the team may take: about ten pages.
    static let teamNotesShown = 100
    static let teamNotes = 30_000
    static let teamNoteLines = 500

    static let details = 12
    static let contacts = 50
    static let changes = 60
    /// Twice what an analysis finds; a site with more is a directory.
    static let facts = 200
    /// What all facts may take: two hundred ordinary ones, or sixty of the longest. Facts past it are left out.
    static let factCharacters = 50_000
    static let signals = 40
    static let openings = 10
    static let notices = 12
    /// Not below `facts`: every number in the facts has its line here.
    static let sources = 240
    static let moments = 100

    /// A table cell never grows past this, so that a row always fits on a page.
    static let cellLines = 8
    /// More marks on one letter than any script uses: a name with hundreds would blot out its page.
    static let marksOnOneLetter = 8
    /// Each different emoji is a picture of some four kilobytes in the file.
    static let emoji = 300

    static let pages = 120
    /// Far above what the limits allow (fonts and emoji included); stops a defect from filling the memory.
    static let bytes = 32 * 1_048_576
}
