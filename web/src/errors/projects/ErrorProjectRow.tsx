import { type ReactElement, useState } from "react";
import type { ErrorProject } from "../../api/errorProjects.ts";
import { errorsPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { Link } from "../../ui/Link.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { SecretText } from "../../ui/SecretText.tsx";
import { errorQueryOf, openErrors } from "../errorFilter.ts";
import { useWords } from "../words/useWords.ts";

export type ProjectAct = "edit" | "renew" | "remove";

interface ErrorProjectRowProps {
  readonly project: ErrorProject;
  readonly onAct: (act: ProjectAct) => void;
}

/** One project: its address, what it may send, and how to use it. */
export function ErrorProjectRow({ project, onAct }: ErrorProjectRowProps): ReactElement {
  const words = useWords().projects;
  const { formats, messages } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const { name, dsn, budgetPerMinute, keepsAddresses } = project;
  const isOwn = project.kind !== "service";
  const code = `import sentry_sdk\n\nsentry_sdk.init(dsn="${dsn}")`;
  return (
    <li data-testid="error-project" data-name={name} className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-start gap-2">
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium wrap-anywhere">{name}</span>
            {isOwn && <Badge>{words.builtIn}</Badge>}
          </p>
          <Dotted>
            <span>{words.perMinute(formats.number(budgetPerMinute))}</span>
            <span>{keepsAddresses ? words.addresses : words.noAddresses}</span>
            <Link
              to={errorsPath(null, errorQueryOf({ ...openErrors, project: project.id }))}
              className="text-accent underline underline-offset-2"
            >
              {words.errors}
            </Link>
          </Dotted>
        </div>
        <Menu
          label={words.actions(name)}
          items={[
            { label: words.edit, onChoose: () => onAct("edit") },
            { label: words.renew, onChoose: () => onAct("renew") },
            ...(isOwn ? [] : [{ label: words.remove, isDangerous: true, onChoose: () => onAct("remove") }]),
          ]}
        />
      </div>
      <SecretText label={words.dsnOf(name)} text={dsn} isSecret={false} />
      {!isOwn && (
        <div>
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="inline-flex min-h-6 items-center rounded text-xs text-accent hover:underline"
          >
            {words.how}
          </button>
          {isOpen && (
            <div className="mt-1 flex flex-col gap-2">
              <p className="text-xs text-muted">{words.howText}</p>
              <div className="flex flex-wrap items-start gap-2">
                <pre className="min-w-0 flex-1 basis-60 overflow-x-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-xs select-all">
                  {code}
                </pre>
                <CopyButton text={code} label={messages.shell.copyOf(words.code)} />
              </div>
            </div>
          )}
        </div>
      )}
    </li>
  );
}
