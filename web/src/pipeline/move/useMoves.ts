import { useCallback, useEffect, useRef, useState } from "react";
import { ApiFailure } from "../../api/ApiFailure.ts";
import type { Lead } from "../../api/Lead.ts";
import type { LeadChange } from "../../api/leadChanges.ts";
import type { MoveExtras, MoveTarget } from "../../api/pipeline.ts";
import type { RequiredField, Stage } from "../../api/projects.ts";
import { keepsKey, newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { moveWrite } from "../../offline/leadWrites.ts";
import { useWriteQueue } from "../../offline/writes.ts";
import { failureOf } from "../../ui/failureOf.ts";
import { currentLead, fieldsRequired, missingFields } from "./missingFields.ts";

/** A change that leaves the lead in its stage is no race: the move is made on what is there now, so often. */
const ATTEMPTS = 4;

/** A move that waits for what the stage asks for. */
export interface AskedMove {
  readonly lead: Lead;
  readonly stage: Stage;
  readonly target: MoveTarget;
  /** What is changed along with it, whatever the stage asks for. */
  readonly fields: LeadChange;
  readonly missing: readonly RequiredField[];
}

/** A move that another one came before. */
export interface LostMove {
  /** As the winner left it. */
  readonly lead: Lead;
  readonly stage: Stage;
  readonly target: MoveTarget;
  readonly fields: LeadChange;
}

interface MoveListener {
  /** The lead is on its way; it is shown there already. */
  readonly onBegun: (lead: Lead, target: MoveTarget, fields: LeadChange) => void;
  /** The lead as the node has it now. */
  readonly onKnown: (lead: Lead) => void;
  /** The node has answered, or the move was given up. */
  readonly onEnded: (leadId: string) => void;
  readonly onMoved: (lead: Lead, stage: Stage) => void;
}

export interface Moves {
  readonly asked: AskedMove | null;
  readonly lost: LostMove | null;
  readonly failure: ApiFailure | null;
  /** `fields` are changed with the move. */
  readonly start: (lead: Lead, stage: Stage, target: MoveTarget, fields?: LeadChange) => void;
  /** Sends the asked move with what was filled in. */
  readonly answer: (extras: MoveExtras) => Promise<void>;
  readonly giveUp: () => void;
  readonly forget: () => void;
}

const nothing: LeadChange = {};

/** Moves leads: asks for what a stage needs, retries what was no race, and tells of a race that was lost. */
export function useMoves(listener: MoveListener): Moves {
  const [asked, setAsked] = useState<AskedMove | null>(null);
  const [lost, setLost] = useState<LostMove | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const tell = useRef(listener);
  useEffect(() => {
    tell.current = listener;
  }, [listener]);
  const queue = useWriteQueue();
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);
  /** One move of a lead after the other, each on the version that the one before left. */
  const queues = useRef(new Map<string, Promise<Lead | null>>());

  const send = useCallback(async (lead: Lead, stage: Stage, target: MoveTarget, extras: MoveExtras) => {
    let current = lead;
    let key = newIdempotencyKey();
    for (let attempt = 1;; attempt += 1) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
        const outcome = await queue.perform<Lead>(moveWrite(current, target, extras, key), {
          onDone: (stored) => {
            tell.current.onKnown(stored as Lead);
            tell.current.onEnded(lead.id);
          },
          onRefused: (refusal) => {
            tell.current.onEnded(lead.id);
            if (isLeft.current) return false;
            const now = currentLead(refusal);
            if (now !== null) tell.current.onKnown(now);
            if (now === null) setFailure(refusal);
            else setLost({ lead: now, stage, target, fields: extras.fields });
            return true;
          },
        });
        // It stays where it was put, until the node has answered.
        if (outcome.isKept) return current;
        const stored = outcome.answer;
        tell.current.onKnown(stored);
        tell.current.onEnded(lead.id);
        if (stored.stageId !== lead.stageId) tell.current.onMoved(stored, stage);
        return stored;
      } catch (error) {
        const refusal = failureOf(error);
        const now = currentLead(refusal);
        if (now !== null) tell.current.onKnown(now);
        if (
          now !== null && now.stageId === lead.stageId && now.deletedAt === null && attempt < ATTEMPTS &&
          areAlike(lead, now, extras.fields)
        ) {
          current = now;
          key = newIdempotencyKey();
        } else if (now !== null) {
          tell.current.onEnded(lead.id);
          setLost({ lead: now, stage, target, fields: extras.fields });
          return now;
        } else if (keepsKey(refusal) && attempt < 2) {
          // It may have arrived: the same key makes it once.
        } else throw refusal;
      }
    }
  }, [queue]);

  const run = useCallback((lead: Lead, stage: Stage, target: MoveTarget, extras: MoveExtras): Promise<Lead | null> => {
    const before = queues.current.get(lead.id) ?? Promise.resolve(null);
    const turn = before.catch(() => null).then((left) =>
      send(left !== null && left.version > lead.version ? left : lead, stage, target, extras)
    );
    queues.current.set(lead.id, turn);
    return turn.finally(() => {
      if (queues.current.get(lead.id) === turn) queues.current.delete(lead.id);
    });
  }, [send]);

  const start = useCallback((lead: Lead, stage: Stage, target: MoveTarget, fields: LeadChange = nothing) => {
    setFailure(null);
    setLost(null);
    tell.current.onBegun(lead, target, fields);
    const isEntering = stage.id !== lead.stageId;
    const missing = isEntering ? missingFields(stage, { ...lead, ...fields }) : [];
    if (isEntering && (missing.length > 0 || stage.kind !== "open")) {
      setAsked({ lead, stage, target, fields, missing });
      return;
    }
    run(lead, stage, target, { closeReason: null, fields }).catch((error: unknown) => {
      const refusal = failureOf(error);
      const needed = refusal.code === "fields_required" ? fieldsRequired(refusal) : [];
      // The stage asks for more since this page learnt of it.
      if (needed.length > 0) return setAsked({ lead, stage, target, fields, missing: needed });
      tell.current.onEnded(lead.id);
      setFailure(refusal);
    });
  }, [run]);

  const answer = useCallback(async (extras: MoveExtras) => {
    if (asked === null) return;
    await run(asked.lead, asked.stage, asked.target, { ...extras, fields: { ...asked.fields, ...extras.fields } });
    setAsked(null);
  }, [asked, run]);
  const giveUp = useCallback(() => {
    if (asked !== null) tell.current.onEnded(asked.lead.id);
    setAsked(null);
  }, [asked]);
  const forget = useCallback(() => {
    setLost(null);
    setFailure(null);
  }, []);
  return { asked, lost, failure, start, answer, giveUp, forget };
}

/** True while what is to be changed is as it was when that was decided. */
function areAlike(lead: Lead, now: Lead, fields: LeadChange): boolean {
  return (Object.keys(fields) as (keyof LeadChange)[]).every((name) =>
    JSON.stringify(lead[name]) === JSON.stringify(now[name])
  );
}
