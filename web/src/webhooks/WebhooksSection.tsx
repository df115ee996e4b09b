import { type ReactElement, useRef, useState } from "react";
import {
  changeWebhook,
  deleteWebhook,
  listWebhooks,
  type NewWebhookSecret,
  rotateSecret,
  testWebhook,
  type Webhook,
} from "../api/webhooks.ts";
import { listProjects } from "../api/projects.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";
import { Button } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { EmptyNote } from "../ui/EmptyNote.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { LiveRegion } from "../ui/LiveRegion.tsx";
import { Section } from "../ui/Section.tsx";
import { useAct } from "../ui/useAct.ts";
import { useFetched } from "../ui/useFetched.ts";
import { NewSecret } from "./NewSecret.tsx";
import { WebhookDialog } from "./WebhookDialog.tsx";
import { type WebhookAct, WebhookRow } from "./WebhookRow.tsx";
import { useWords } from "./words/useWords.ts";

type Question = { readonly what: "edit" | "delete" | "rotate"; readonly webhook: Webhook } | {
  readonly what: "create";
};

/** The addresses that are told of events: their secrets, what was sent to them, and what became of it. */
export default function WebhooksSection(): ReactElement {
  const words = useWords();
  const fetched = useFetched(listWebhooks);
  const projects = useFetched(listProjects);
  const act = useAct();
  const [question, setQuestion] = useState<Question | null>(null);
  const [secret, setSecret] = useState<NewWebhookSecret | null>(null);
  // Whose log is open, and how often it was asked for: a test is looked for in it.
  const [log, setLog] = useState<{ readonly id: string; readonly count: number } | null>(null);
  const [said, setSaid] = useState("");
  // Shown when the question is closed, so that the focus goes to it and stays.
  const made = useRef<NewWebhookSecret | null>(null);
  const close = () => {
    setQuestion(null);
    if (made.current !== null) setSecret(made.current);
    made.current = null;
  };
  const start = (what: WebhookAct, webhook: Webhook) => {
    if (what === "edit" || what === "delete" || what === "rotate") return setQuestion({ what, webhook });
    if (what === "log") return setLog(log?.id === webhook.id ? null : { id: webhook.id, count: 0 });
    void act.run(async () => {
      try {
        if (what === "test") {
          await testWebhook(webhook.id, newIdempotencyKey());
          setSaid(words.tested);
          setLog((known) => ({ id: webhook.id, count: (known?.count ?? 0) + 1 }));
        } else await changeWebhook(webhook.id, webhook.version, { enabled: what === "enable" });
      } finally {
        await fetched.reload();
      }
    });
  };
  return (
    <>
      <LiveRegion text={said} />
      <p className="text-muted">{words.intro}</p>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      {secret !== null && <NewSecret key={secret.secret} secret={secret} onDone={() => setSecret(null)} />}
      <Section
        title={words.title}
        aside={<Button onClick={() => setQuestion({ what: "create" })}>{words.create}</Button>}
      >
        <FetchedList fetched={fetched}>
          {(webhooks) =>
            webhooks.length === 0
              ? <EmptyNote title={words.emptyTitle} text={words.emptyText} />
              : (
                <ul className="divide-y divide-line" data-testid="webhooks">
                  {webhooks.map((webhook) => (
                    <WebhookRow
                      key={webhook.id}
                      webhook={webhook}
                      project={projects.value?.find(({ id }) => id === webhook.projectId)?.name ?? null}
                      shownLog={log?.id === webhook.id ? log.count : null}
                      onAct={(what) => start(what, webhook)}
                      onChanged={fetched.reload}
                    />
                  ))}
                </ul>
              )}
        </FetchedList>
      </Section>
      {(question?.what === "create" || question?.what === "edit") && (
        <WebhookDialog
          webhook={question.what === "edit" ? question.webhook : null}
          projects={projects.value ?? []}
          onCreated={(created) => {
            made.current = created;
          }}
          onSaved={fetched.reload}
          onClose={close}
        />
      )}
      {question?.what === "rotate" && (
        <ConfirmDialog
          title={words.rotateTitle}
          text={words.rotateText}
          verb={words.rotate}
          isDangerous={false}
          onConfirm={async () => {
            made.current = await rotateSecret(question.webhook.id, newIdempotencyKey());
            await fetched.reload();
          }}
          onClose={close}
        />
      )}
      {question?.what === "delete" && (
        <ConfirmDialog
          title={words.deleteTitle}
          text={words.deleteText(question.webhook.url)}
          verb={words.delete}
          onConfirm={async () => {
            await deleteWebhook(question.webhook);
            await fetched.reload();
          }}
          onClose={close}
        />
      )}
    </>
  );
}
