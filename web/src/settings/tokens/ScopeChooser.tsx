import type { ReactElement } from "react";
import type { Permission } from "../../api/Permission.ts";
import { useWords } from "../words/useWords.ts";
import { scopeGroups } from "./scopes.ts";

interface ScopeChooserProps {
  readonly givable: ReadonlySet<Permission>;
  readonly chosen: ReadonlySet<Permission>;
  readonly onChange: (chosen: ReadonlySet<Permission>) => void;
}

/** What a token may do, by kind; only what can be given. */
export function ScopeChooser({ givable, chosen, onChange }: ScopeChooserProps): ReactElement {
  const words = useWords();
  const toggle = (scope: Permission) => {
    const next = new Set(chosen);
    if (!next.delete(scope)) next.add(scope);
    onChange(next);
  };
  return (
    <div className="grid gap-x-6 gap-y-3 md:grid-cols-2">
      {scopeGroups.map(({ name, scopes }) => {
        const offered = scopes.filter((scope) => givable.has(scope));
        return offered.length > 0 && (
          <div key={name} role="group" aria-label={words.tokens.groups[name]}>
            <p aria-hidden="true" className="text-xs text-muted">{words.tokens.groups[name]}</p>
            {offered.map((scope) => (
              <label key={scope} className="flex min-h-9 cursor-pointer items-center gap-2.5 md:min-h-7">
                <input
                  type="checkbox"
                  name="scopes"
                  aria-label={words.permissions[scope]}
                  value={scope}
                  checked={chosen.has(scope)}
                  onChange={() =>
                    toggle(scope)}
                  className="size-4 shrink-0"
                />
                <span>{words.permissions[scope]}</span>
                <code className="font-mono text-xs text-muted max-md:hidden">{scope}</code>
              </label>
            ))}
          </div>
        );
      })}
    </div>
  );
}
