/// Where in a lead every term stands: the sets of columns in the order in which the index is asked for them.
enum SearchPlace: Int {
    case company
    case naming
    case anywhere
}
