package import DataStore

/// The tables of the product, in the order in which they refer to each other.
package enum ProductSchema {
    package static let migrations =
        ProjectRows.migrations + ChannelRows.migrations + LeadRows.migrations + AnalysisRows.migrations + TokenRows.migrations
        + DossierRows.migrations
        + IdempotencyKeys.migrations
}
