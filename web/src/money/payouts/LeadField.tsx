import { type ReactElement, useEffect, useId, useState } from "react";
import { ApiFailure } from "../../api/ApiFailure.ts";
import type { Lead } from "../../api/Lead.ts";
import { noFilter } from "../../api/LeadFilter.ts";
import { listLeads } from "../../api/leads.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { useWords } from "../words/useWords.ts";

/** How long a hand rests before it is asked what was typed. */
const REST_MS = 250;
const SHOWN = 6;

interface LeadFieldProps {
  readonly value: string | null;
  readonly onChange: (leadId: string | null) => void;
  readonly fault: string | undefined;
}

/** A lead, found by a few letters; none is an answer too. */
export function LeadField({ value, onChange, fault }: LeadFieldProps): ReactElement {
  const words = useWords().leadField;
  const id = useId();
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Lead[] | null>(null);
  const [chosen, setChosen] = useState<Lead | null>(null);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === "" || value !== null) {
      setFound(null);
      return;
    }
    const controller = new AbortController();
    const ask = async () => {
      try {
        const page = await listLeads({ ...noFilter, text: wanted }, null, controller.signal);
        if (!controller.signal.aborted) setFound(page.items.slice(0, SHOWN));
      } catch (error) {
        if (controller.signal.aborted) return;
        // What cannot be asked is not chosen from; the form goes on without.
        if (!(error instanceof ApiFailure)) throw error;
        setFound([]);
      }
    };
    const timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text, value]);
  if (chosen !== null && value === chosen.id) {
    return (
      <Field label={words.label} fault={fault}>
        {(attributes) => (
          <div className="flex items-center gap-2">
            <output {...attributes} className="min-w-0 flex-1 font-medium break-words">{chosen.company}</output>
            <Button
              onClick={() => {
                setChosen(null);
                onChange(null);
              }}
            >
              {words.other}
            </Button>
          </div>
        )}
      </Field>
    );
  }
  return (
    <Field label={words.label} mark={words.optional} fault={fault}>
      {(attributes) => (
        <>
          <input
            {...attributes}
            type="search"
            placeholder={words.hint}
            autoComplete="off"
            aria-controls={id}
            className="control w-full"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <ul id={id} aria-label={words.found} className="flex flex-col empty:hidden">
            {(found ?? []).map((lead) => (
              <li key={lead.id}>
                <button
                  type="button"
                  className="min-h-9 w-full rounded-md px-2.5 text-left hover:bg-sunken"
                  onClick={() => {
                    setChosen(lead);
                    onChange(lead.id);
                  }}
                >
                  {lead.company}
                  {lead.domain !== null && <span className="text-xs text-muted">{` · ${lead.domain}`}</span>}
                </button>
              </li>
            ))}
          </ul>
          {found?.length === 0 && <p className="text-xs text-muted">{words.none}</p>}
        </>
      )}
    </Field>
  );
}
