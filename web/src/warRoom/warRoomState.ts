import type { Job } from "../api/Job.ts";
import { isOver } from "../api/JobState.ts";
import type { Lead } from "../api/Lead.ts";
import type { WarRoom } from "../api/WarRoom.ts";
import { isLeadChange, type LeadEnvelope, type LeadJobStatus } from "../realtime/Envelope.ts";

/** A war room as last fetched and then kept up to date by events. */
export interface WarRoomState {
  readonly room: WarRoom;
  /** How many events since the room was last asked for told of what only a fetch can show: an analysis, a dossier, a new job. */
  readonly wants: number;
}

export type WarRoomInput =
  /** The room is asked for; what an event tells from now on may not be in the answer. */
  | { readonly kind: "asked" }
  | { readonly kind: "fetched"; readonly room: WarRoom }
  /** The node's answer to a write of ours. */
  | { readonly kind: "answered"; readonly lead: Lead }
  | { readonly kind: "event"; readonly envelope: LeadEnvelope }
  /** Something of the lead changed of which events do not tell enough: contacts, notes. */
  | { readonly kind: "hinted" };

export function warRoomReducer(state: WarRoomState | null, input: WarRoomInput): WarRoomState | null {
  if (input.kind === "fetched") return fetched(state, input.room);
  if (state === null) return null;
  if (input.kind === "asked") return state.wants === 0 ? state : { ...state, wants: 0 };
  if (input.kind === "hinted") return { ...state, wants: state.wants + 1 };
  if (input.kind === "answered") return leadChanged(state, input.lead);
  const { envelope } = input;
  if (envelope.payload.leadId !== state.room.lead.id) return state;
  return isLeadChange(envelope) ? leadChanged(state, envelope.payload.lead) : jobChanged(state, envelope);
}

/** Takes over what was fetched, except where an event was already newer. */
function fetched(state: WarRoomState | null, room: WarRoom): WarRoomState {
  if (state === null || state.room.lead.id !== room.lead.id) return { room, wants: 0 };
  const known = new Map(state.room.jobs.map((job) => [job.id, job]));
  const jobs = room.jobs.map((job) => {
    const held = known.get(job.id);
    return held !== undefined && held.version > job.version
      ? { ...job, ...held, attempt: job.attempt, maxAttempts: job.maxAttempts }
      : job;
  });
  const fetchedIds = new Set(room.jobs.map((job) => job.id));
  const unseen = state.room.jobs.filter((job) => !fetchedIds.has(job.id) && !isOver(job.state));
  const lead = state.room.lead.version > room.lead.version ? state.room.lead : room.lead;
  return {
    room: { ...room, lead, jobs: [...unseen, ...jobs] },
    wants: state.wants,
  };
}

function leadChanged(state: WarRoomState, lead: Lead): WarRoomState {
  const known = state.room.lead;
  if (lead.id !== known.id || lead.version <= known.version) return state;
  // Whatever changed, an analysis, links or contacts may have come with it.
  return { room: { ...state.room, lead }, wants: state.wants + 1 };
}

function jobChanged(state: WarRoomState, envelope: LeadJobStatus): WarRoomState {
  const { jobs } = state.room;
  const known = jobs.find((job) => job.id === envelope.entityId);
  if (known === undefined) {
    return { room: { ...state.room, jobs: [jobOf(envelope, 0, 0), ...jobs] }, wants: state.wants + 1 };
  }
  if (known.version >= envelope.entityVersion) return state;
  const changed = jobOf(envelope, known.attempt, known.maxAttempts);
  // The event does not say which attempt it is about: a job that starts again may be on its next one.
  const isNextAttempt = known.state !== "running" && changed.state === "running";
  return {
    room: { ...state.room, jobs: jobs.map((job) => job === known ? changed : job) },
    wants: state.wants + (isNextAttempt ? 1 : 0),
  };
}

function jobOf(envelope: LeadJobStatus, attempt: number, maxAttempts: number): Job {
  const { job, state, progress, progressText, updatedAt, error } = envelope.payload;
  return {
    id: envelope.entityId,
    kind: job,
    state,
    progress,
    progressText,
    attempt,
    maxAttempts,
    error: error ?? null,
    version: envelope.entityVersion,
    updatedAt,
  };
}

/** The job that is being worked on, or is next to be; a reminder keeps nobody waiting. */
export function currentJob(room: WarRoom): Job | null {
  const open = room.jobs.filter((job) => !isOver(job.state) && job.kind !== "remind_owner");
  return open.find((job) => job.state === "running") ?? open.at(-1) ?? null;
}
