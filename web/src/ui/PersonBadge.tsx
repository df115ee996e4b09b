import type { ReactElement } from "react";

interface PersonBadgeProps {
  /** What is seen, two or three signs; read out and shown on hover is who it stands for. */
  readonly short: string;
  readonly name: string;
  readonly isSelf?: boolean;
}

/** One person, or some, in a small round. */
export function PersonBadge({ short, name, isSelf = false }: PersonBadgeProps): ReactElement {
  return (
    <span
      title={name}
      className={`relative grid size-7 place-items-center rounded-full border border-line text-xs font-medium ${
        isSelf ? "bg-accent-soft text-accent" : "bg-sunken text-ink"
      }`}
    >
      <span aria-hidden="true">{short}</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}
