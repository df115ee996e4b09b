const HOUR_MS = 3_600_000;
/** When a working day begins, for “until tomorrow morning”. */
const MORNING_HOUR = 8;

export const pauseChoices = ["open", "hour", "morning", "custom"] as const;

export type PauseChoice = typeof pauseChoices[number];

/** The moment that a choice means, on this browser's clock; null for no end, undefined when the own time is no moment ahead. */
export function pauseEnd(choice: PauseChoice, custom: string, now: Date): string | null | undefined {
  switch (choice) {
    case "open":
      return null;
    case "hour":
      return new Date(now.getTime() + HOUR_MS).toISOString();
    case "morning":
      // By the calendar, so that a day of 23 or 25 hours still ends in the morning.
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING_HOUR).toISOString();
    case "custom": {
      const time = Date.parse(custom);
      return Number.isNaN(time) || time <= now.getTime() ? undefined : new Date(time).toISOString();
    }
  }
}
