import { type ReactElement, useState } from "react";
import { type AlertRule, endSilence, listAlertRules } from "../../api/alerts.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { durationText } from "../../jobs/durationText.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { measureText } from "../measureText.ts";
import { useWords } from "../words/useWords.ts";
import { SeverityBadge } from "./AlertBadges.tsx";
import { RuleDialog } from "./RuleDialog.tsx";
import { SilenceDialog } from "./SilenceDialog.tsx";

/** What becomes an alert, and when. */
export function RuleList({ canManage }: { readonly canManage: boolean }): ReactElement {
  const all = useWords();
  const words = all.rules;
  const fetched = useFetched(listAlertRules);
  const act = useAct();
  const now = useNow();
  const [edited, setEdited] = useState<AlertRule | null>(null);
  const [doomed, setDoomed] = useState<AlertRule | null>(null);
  const [said, setSaid] = useState("");
  const done = async (text: string) => {
    setSaid(text);
    await fetched.reload();
  };
  return (
    <div className="flex flex-col gap-3">
      <LiveRegion text={said} />
      <p className="text-muted">{words.intro}</p>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <div className="panel">
        <FetchedList fetched={fetched} lines={6}>
          {(rules) => (
            <ul className="divide-y divide-line" data-testid="rules">
              {rules.map((rule) => (
                <RuleRow
                  key={rule.name}
                  rule={rule}
                  now={now}
                  canManage={canManage}
                  onEdit={() => setEdited(rule)}
                  onSilence={() => setDoomed(rule)}
                  onUnsilence={() =>
                    void act.run(async () => {
                      await endSilence(rule.name);
                      await done(all.alerts.unsilencedNow);
                    })}
                />
              ))}
            </ul>
          )}
        </FetchedList>
      </div>
      {edited !== null && (
        <RuleDialog
          rule={edited}
          onSaved={() => done(words.saved)}
          onStale={fetched.reload}
          onClose={() => setEdited(null)}
        />
      )}
      {doomed !== null && (
        <SilenceDialog
          rule={doomed.name}
          onDone={() => done(all.alerts.silencedNow)}
          onClose={() => setDoomed(null)}
        />
      )}
    </div>
  );
}

interface RuleRowProps {
  readonly rule: AlertRule;
  readonly now: number;
  readonly canManage: boolean;
  readonly onEdit: () => void;
  readonly onSilence: () => void;
  readonly onUnsilence: () => void;
}

function RuleRow({ rule, now, canManage, onEdit, onSilence, onUnsilence }: RuleRowProps): ReactElement {
  const all = useWords();
  const words = all.rules;
  const { formats, language } = useSpeech();
  const name = all.alerts.rules[rule.name] ?? rule.name;
  const { silencedUntil = null } = rule;
  const isSilent = silencedUntil !== null && Date.parse(silencedUntil) > now;
  const threshold = words[rule.comparison](measureText(rule.threshold, rule.unit, formats));
  return (
    <li
      data-testid="rule"
      data-rule={rule.name}
      className="flex items-center gap-x-3 px-4 py-2.5"
    >
      <div className={`min-w-0 flex-1 ${rule.isOn ? "" : "text-muted"}`}>
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {rule.isOn ? <SeverityBadge severity={rule.severity} /> : <Badge>{words.off}</Badge>}
          {isSilent && <Badge look="warn">{all.alerts.silenced(formats.dateTime(silencedUntil))}</Badge>}
        </p>
        <p className="text-xs text-muted">
          {[
            threshold,
            rule.forSeconds === 0 ? words.forNone : words.for(durationText(rule.forSeconds * 1_000, language)),
            rule.resolveSeconds === 0
              ? words.resolveNone
              : words.resolve(durationText(rule.resolveSeconds * 1_000, language)),
          ].join(" · ")}
        </p>
      </div>
      {canManage && (
        <span className="flex shrink-0 items-center">
          <Button aria-label={words.editLabel(name)} onClick={onEdit}>{words.edit}</Button>
          <Menu
            label={isSilent ? all.alerts.unsilenceLabel(name) : all.alerts.silenceLabel(name)}
            items={[
              isSilent
                ? { label: all.alerts.unsilence, onChoose: onUnsilence }
                : { label: all.alerts.silence, onChoose: onSilence },
            ]}
          />
        </span>
      )}
    </li>
  );
}
