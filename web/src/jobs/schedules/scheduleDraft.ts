import type { JobSchedule, ScheduleDraft, SchedulePlan } from "../../api/jobSchedules.ts";

/** What someone types into the form of a schedule. */
export interface ScheduleForm {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly kind: string;
  readonly queue: string;
  readonly arguments: string;
  readonly priority: string;
  readonly catchUp: SchedulePlan["catchUp"];
  readonly overlap: SchedulePlan["overlap"];
}

export type ScheduleFault = "nameMissing" | "cronMissing" | "kindMissing" | "notJSON";

/** Every day at seven: something to change rather than an empty field. */
export function emptySchedule(timeZone: string): ScheduleForm {
  return {
    name: "",
    cron: "0 7 * * *",
    timeZone,
    kind: "",
    queue: "",
    arguments: "{}",
    priority: "5",
    catchUp: "once",
    overlap: "skip",
  };
}

export function formOf(schedule: JobSchedule): ScheduleForm {
  const { name, cron, timeZone, kind, queue, catchUp, overlap } = schedule;
  return {
    name,
    cron,
    timeZone,
    kind,
    queue,
    catchUp,
    overlap,
    arguments: JSON.stringify(schedule.arguments ?? {}, null, 2),
    priority: String(schedule.priority),
  };
}

/** The draft that a form is, or what is at fault in it, by field. */
export function draftOf(
  form: ScheduleForm,
): { readonly draft: ScheduleDraft } | { readonly faults: Readonly<Record<string, ScheduleFault>> } {
  const faults: Record<string, ScheduleFault> = {};
  const [name, kind, queue] = [form.name.trim(), form.kind.trim(), form.queue.trim()];
  // Spaces between the parts of an expression mean nothing.
  const cron = form.cron.trim().replace(/\s+/g, " ");
  if (name === "") faults["name"] = "nameMissing";
  if (cron === "") faults["cron"] = "cronMissing";
  if (kind === "") faults["kind"] = "kindMissing";
  const parsed = parse(form.arguments);
  if (parsed === undefined) faults["arguments"] = "notJSON";
  if (Object.keys(faults).length > 0) return { faults };
  const { timeZone, catchUp, overlap } = form;
  return {
    draft: {
      name,
      cron,
      timeZone,
      kind,
      ...(queue === "" ? {} : { queue }),
      arguments: parsed,
      priority: Number(form.priority),
      catchUp,
      overlap,
    },
  };
}

/** Nothing typed is no argument; undefined is what JSON never gives. */
function parse(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a schedule decides, without what the node keeps about it. */
export function planOf(schedule: JobSchedule): SchedulePlan & { readonly paused: boolean } {
  const { name, cron, timeZone, kind, queue, priority, catchUp, overlap, paused } = schedule;
  return { name, cron, timeZone, kind, queue, arguments: schedule.arguments, priority, catchUp, overlap, paused };
}

/** What a form calls a value that was changed; a value within the arguments follows by its path. */
export function fieldLabel(
  field: string,
  labels: Readonly<Record<keyof SchedulePlan | "paused", string>>,
): string {
  const [name = "", ...path] = field.split(".");
  const label = Object.entries(labels).find(([known]) => known === name)?.[1] ?? name;
  return path.length === 0 ? label : `${label}, ${path.join(".")}`;
}
