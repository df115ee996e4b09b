package import DataStore

/// The tables of the product, in the order in which they refer to each other.
package enum ProductSchema {
    package static let migrations =
        ProjectRows.migrations + StageRows.migrations + LeadRows.migrations + PipelineEventRows.migrations + AnalysisRows.migrations
        + TokenRows.migrations + LeadTags.migrations + SearchRows.migrations + LeadViewRows.migrations + DossierRows.migrations
        + ContactRows.migrations + NoteRows.migrations + LeadChangeRows.migrations + LeadKeyRows.migrations
        + IdempotencyKeys.migrations
        + ImportRows.migrations + FormRows.migrations
        + ChannelRows.migrations + MessageRows.migrations + ChannelReaderRows.migrations + MessagePartRows.migrations
        + MessageIndex.migrations
        + LedgerSchema.migrations + PayoutSchema.migrations
        + NotificationRows.migrations + PreferenceRows.migrations + WebhookSchema.migrations
        + ErrorProjectRows.migrations
        + LeadVisitRows.migrations
}
