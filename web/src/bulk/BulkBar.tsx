import { type ReactElement, useId, useLayoutEffect, useRef, useState } from "react";
import type { Lead } from "../api/Lead.ts";
import type { Stage } from "../api/projects.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { UndoLine } from "../leadWork/UndoLine.tsx";
import type { Lookups } from "../leadWork/useLookups.ts";
import { useLookups } from "../leadWork/useLookups.ts";
import { Button } from "../ui/Button.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Menu } from "../ui/Menu.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useBulk } from "./useBulk.ts";
import { useWords } from "./words/useWords.ts";

interface BulkBarProps {
  readonly leads: readonly Lead[];
  readonly onClear: () => void;
}

/** What is done with the chosen leads, over the foot of the page; stays after it for as long as it can be taken back. */
export default function BulkBar({ leads, onClear }: BulkBarProps): ReactElement | null {
  const words = useWords();
  const { formats } = useSpeech();
  const { act, said, run, undo } = useBulk(onClear);
  const [closing, setClosing] = useState<Stage | null>(null);
  const [reason, setReason] = useState("");
  const bar = useRef<HTMLDivElement>(null);
  const isInside = useRef(false);
  useLayoutEffect(() => {
    // What was used is gone with what was chosen: the way back is next.
    if (!isInside.current || document.activeElement !== document.body) return;
    (bar.current?.querySelector("button") ?? bar.current)?.focus();
  });
  // The stages of one project are offered for leads of that one.
  const projects = new Set(leads.map(({ projectId }) => projectId));
  const project = projects.size === 1 ? leads[0]?.projectId ?? null : null;
  const lookups = useLookups(project, leads.length > 0);
  if (leads.length === 0 && said === null && act.failure === null) return null;
  const move = (stage: Stage, closeReason: string | null) =>
    run({ kind: "move", stageId: stage.id, closeReason }, leads, (count) => words.done.stage(count, stage.name));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- it only looks where the focus is, and takes it when its last button is gone
    <div
      ref={bar}
      role="region"
      tabIndex={-1}
      onFocus={() => {
        isInside.current = true;
      }}
      onBlur={(event) => {
        isInside.current = event.relatedTarget === null || event.currentTarget.contains(event.relatedTarget);
      }}
      aria-label={words.label}
      data-testid="bulk"
      className="panel sticky bottom-2 z-10 mt-3 flex flex-col gap-2 p-2 shadow-xl"
    >
      <UndoLine said={said} failure={act.failure} onUndo={undo} />
      {leads.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <span role="status" className="px-2 font-medium" data-testid="chosen-count">
            {words.chosen(formats.number(leads.length))}
          </span>
          <Places
            lookups={lookups}
            onOwner={(ownerId) => void run({ kind: "change", patch: { ownerId } }, leads, words.done.owner)}
            onStage={(stage) => {
              if (stage.kind === "open") return void move(stage, null);
              setReason("");
              setClosing(stage);
            }}
          />
          <Tags
            leads={leads}
            onAdd={(tag) =>
              void run({ kind: "change", patch: { addTags: [tag] } }, leads, (count) => words.done.tagged(count, tag))}
            onRemove={(tag) =>
              void run({ kind: "change", patch: { removeTags: [tag] } }, leads, (count) =>
                words.done.untagged(count, tag))}
          />
          <Button
            aria-disabled={act.isBusy}
            onClick={() =>
              void run({ kind: "change", patch: { archive: true } }, leads, words.done.archived)}
          >
            {words.archive}
          </Button>
          <Button
            className="text-bad!"
            aria-disabled={act.isBusy}
            onClick={() =>
              void run({ kind: "change", patch: { trash: true } }, leads, words.done.trashed)}
          >
            {words.trash}
          </Button>
          <Button look="quiet" className="ml-auto" onClick={onClear}>{words.clear}</Button>
        </div>
      )}
      {closing !== null && (
        <FormDialog
          title={words.reasonTitle(closing.name)}
          act={act}
          verb={words.move}
          onSubmit={() => move(closing, reason.trim() === "" ? null : reason.trim())}
          onClose={() => setClosing(null)}
        >
          <TextField
            name="closeReason"
            label={words.reason}
            value={reason}
            onChange={setReason}
            fault={undefined}
            maxLength={500}
          />
        </FormDialog>
      )}
    </div>
  );
}

interface PlacesProps {
  readonly lookups: Lookups;
  readonly onOwner: (ownerId: string | null) => void;
  readonly onStage: (stage: Stage) => void;
}

function Places({ lookups, onOwner, onStage }: PlacesProps): ReactElement {
  const words = useWords();
  const owners = lookups.members.map(({ person }) => ({ label: person.name, onChoose: () => onOwner(person.id) }));
  return (
    <>
      <Menu label={words.owner} items={[{ label: words.nobody, onChoose: () => onOwner(null) }, ...owners]}>
        {words.owner}
      </Menu>
      {lookups.stages.length > 0 && (
        <Menu
          label={words.stage}
          items={lookups.stages.map((stage) => ({ label: stage.name, onChoose: () => onStage(stage) }))}
        >
          {words.stage}
        </Menu>
      )}
    </>
  );
}

interface TagsProps {
  readonly leads: readonly Lead[];
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
}

function Tags({ leads, onAdd, onRemove }: TagsProps): ReactElement {
  const words = useWords();
  const id = useId();
  const [tag, setTag] = useState("");
  const present = [...new Set(leads.flatMap(({ tags }) => tags))].toSorted((one, other) => one.localeCompare(other));
  const add = () => {
    if (tag.trim() === "") return;
    onAdd(tag.trim());
    setTag("");
  };
  return (
    <>
      <form
        className="flex"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <input
          id={id}
          aria-label={words.addTag}
          placeholder={words.addTag}
          className="control w-36"
          maxLength={40}
          autoComplete="off"
          value={tag}
          onChange={(event) => setTag(event.target.value)}
        />
        {tag.trim() !== "" && <Button type="submit" className="ml-1">{words.add}</Button>}
      </form>
      {present.length > 0 && (
        <Menu
          label={words.removeTag}
          items={present.map((name) => ({ label: name, onChoose: () => onRemove(name) }))}
        >
          {words.removeTag}
        </Menu>
      )}
    </>
  );
}
