import DataStore
import Primitives

/// What a stage asks of a lead that someone puts there.
enum StageEntry {
    /// Checks a change of a lead, whatever of it concerns its stage.
    ///
    /// - Parameter pointer: of the object in which the lead's fields stand in the request.
    /// - Throws: ``Failure`` `invalidRequest` for a stage that the project does not have, or a reason without anything won or lost;
    ///   `fieldsRequired`, `conflict` for a stage that is being emptied.
    static func check(_ lead: Lead, from before: Lead, pointer: String, in tx: some SQLReading) throws {
        guard lead.stageId != before.stageId || lead.closeReason != before.closeReason else { return }
        let stage = try Stages.require(lead.stageId, of: lead.projectId, in: tx)
        if stage.kind == .open, let reason = lead.closeReason, reason != before.closeReason {
            throw Failure(
                .invalidRequest, "The lead was not changed.",
                fields: [FieldFault("/closeReason", "Only a lead that is won or lost has one.")])
        }
        if lead.stageId != before.stageId { try require(lead, stage, pointer: pointer) }
    }

    /// - Throws: ``Failure`` `fieldsRequired` with each field that is missing, `conflict` for a stage that is being emptied.
    static func require(_ lead: Lead, _ stage: Stage, pointer: String) throws(Failure) {
        guard !stage.isClosing else {
            throw Failure(.conflict, "The stage “\(stage.name)” is about to be deleted and takes no more leads.")
        }
        let missing = stage.requiredFields.compactMap { RequiredField(rawValue: $0) }.filter { !$0.isFilled(in: lead) }
        guard missing.isEmpty else {
            throw Failure(
                .fieldsRequired, "The stage “\(stage.name)” asks for fields that this lead does not have.",
                fields: missing.map {
                    FieldFault($0 == .closeReason ? "/closeReason" : "\(pointer)/\($0.rawValue)", "This is needed to enter the stage.")
                })
        }
    }
}
