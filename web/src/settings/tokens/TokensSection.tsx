import { type ReactElement, useState } from "react";
import type { Permission } from "../../api/Permission.ts";
import type { Session } from "../../api/Session.ts";
import { type APIToken, listTokens, type NewAPIToken, revokeToken } from "../../api/tokens.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { CreatedToken } from "./CreatedToken.tsx";
import { TokenForm } from "./TokenForm.tsx";

/** So many are read at a glance; more are counted, and shown when asked for. */
const SHOWN_SCOPES_MAX = 8;

/** The API tokens: those that are, a new one, and the end of one. */
export default function TokensSection({ session }: { readonly session: Session }): ReactElement {
  const words = useWords().tokens;
  const fetched = useFetched(listTokens);
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<NewAPIToken | null>(null);
  const [doomed, setDoomed] = useState<APIToken | null>(null);
  return (
    <>
      <p className="text-muted">{words.intro}</p>
      {created !== null && <CreatedToken token={created} onDone={() => setCreated(null)} />}
      {isCreating && (
        <TokenForm
          own={session.permissions}
          onCreated={(token) => {
            setCreating(false);
            setCreated(token);
            void fetched.reload();
          }}
          onCancel={() => setCreating(false)}
        />
      )}
      <Section
        title={words.list}
        aside={!isCreating && <Button onClick={() => setCreating(true)}>{words.create}</Button>}
      >
        <FetchedList fetched={fetched}>
          {(tokens) =>
            tokens.length === 0
              ? <EmptyNote title={words.emptyTitle} text={words.emptyText} />
              : (
                <ul className="divide-y divide-line">
                  {tokens.map((token) => <TokenRow key={token.id} token={token} onRevoke={() => setDoomed(token)} />)}
                </ul>
              )}
        </FetchedList>
      </Section>
      {doomed !== null && (
        <ConfirmDialog
          title={words.revokeTitle(doomed.name)}
          text={words.revokeText}
          verb={words.revoke}
          onConfirm={async () => {
            await revokeToken(doomed.id);
            await fetched.reload();
          }}
          onClose={() => setDoomed(null)}
        />
      )}
    </>
  );
}

function TokenRow({ token, onRevoke }: { readonly token: APIToken; readonly onRevoke: () => void }): ReactElement {
  const words = useWords().tokens;
  const { formats } = useSpeech();
  const now = useNow();
  const isExpired = token.expiresAt !== null && Date.parse(token.expiresAt) <= now;
  return (
    <li className="flex items-center gap-3 px-4 py-3" data-testid="token-row">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-words">{token.name}</span>
          {isExpired && <Badge look="warn">{words.expired}</Badge>}
        </p>
        <Scopes scopes={token.scopes} />
        <Dotted>
          <span>
            {token.lastUsedAt === null ? words.neverUsed : words.lastUsed(formats.ago(token.lastUsedAt, now))}
          </span>
          <span>{token.expiresAt === null ? words.noExpiry : words.expires(formats.day(token.expiresAt))}</span>
          {token.owner !== undefined && token.owner !== null && <span>{words.ownedBy(token.owner.name)}</span>}
        </Dotted>
      </div>
      <Button aria-label={words.revokeLabel(token.name)} onClick={onRevoke}>{words.revoke}</Button>
    </li>
  );
}

function Scopes({ scopes }: { readonly scopes: readonly Permission[] }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const list = (
    <p className="flex flex-wrap gap-1">
      {scopes.map((scope) => <Badge key={scope}>{words.permissions[scope] ?? scope}</Badge>)}
    </p>
  );
  if (scopes.length <= SHOWN_SCOPES_MAX) return list;
  return (
    <details className="flex flex-col gap-1">
      <summary className="rounded text-xs text-muted">{words.tokens.scopeCount(formats.number(scopes.length))}</summary>
      {list}
    </details>
  );
}
