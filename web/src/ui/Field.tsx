import { type ReactElement, type ReactNode, useId } from "react";

/** What a field's control must carry, so that label, hint and fault are read with it. */
export interface ControlAttributes {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly mark?: string | undefined;
  readonly hint?: string | undefined;
  readonly fault: string | undefined;
  readonly className?: string;
  readonly children: (attributes: ControlAttributes) => ReactNode;
}

/** A labelled control with room for its fault. */
export function Field({ label, mark, hint, fault, className = "", children }: FieldProps): ReactElement {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, fault === undefined ? null : `${id}-fault`];
  const describedBy = described.filter((part) => part !== null).join(" ");
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium">{label}</label>
        {mark !== undefined && <span className="text-xs text-muted" aria-hidden="true">{mark}</span>}
      </div>
      {children({
        id,
        "aria-invalid": fault !== undefined,
        "aria-describedby": describedBy === "" ? undefined : describedBy,
      })}
      {hint !== undefined && <p id={`${id}-hint`} className="text-xs text-muted">{hint}</p>}
      {fault !== undefined && <p id={`${id}-fault`} className="text-bad" data-testid="field-fault">{fault}</p>}
    </div>
  );
}
