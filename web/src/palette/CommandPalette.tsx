import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { LiveRegion } from "../ui/LiveRegion.tsx";
import { grouped, matching, type PaletteItem } from "./paletteItems.ts";
import { useFoundLeads } from "./useFoundLeads.ts";
import { type PaletteActs, usePaletteItems } from "./usePaletteItems.ts";
import { useWords } from "./words/useWords.ts";

/** React's types do not have it. */
const popover = { popover: "auto" };

/**
 * One field from which everything is reached: places, leads, and things to do. A combobox of WAI-ARIA: the focus stays in
 * the field, arrows choose, Enter does it.
 */
export default function CommandPalette(
  { onClose, ...acts }: PaletteActs & { readonly onClose: () => void },
): ReactElement {
  const words = useWords();
  const { messages } = useSpeech();
  const id = useId();
  const cover = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = useFoundLeads(text);
  const { items, always } = usePaletteItems(text, acts);
  const groups = useMemo(
    () => grouped([...matching(items, text), ...found.items, ...always]),
    [items, always, text, found.items],
  );
  const shown = groups.flatMap((group) => group.items);
  const chosen = shown[Math.min(at, shown.length - 1)];

  // No modal dialog: to make everything else inert, the browser would style every element of a page anew, twice for each look into the palette. The
  // cover takes clicks, and the keys stay in the field.
  useEffect(() => {
    const before = document.activeElement;
    cover.current?.showPopover();
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    const shown = cover.current;
    const onToggle = (event: ToggleEvent) => event.newState === "closed" && onClose();
    shown?.addEventListener("toggle", onToggle);
    return () => shown?.removeEventListener("toggle", onToggle);
  }, [onClose]);
  const chosenId = chosen === undefined ? undefined : optionId(id, chosen);
  useEffect(() => {
    if (chosenId !== undefined) document.getElementById(chosenId)?.scrollIntoView({ block: "nearest" });
  }, [chosenId]);

  const take = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    onClose();
    // After the focus went back to where it was, from where what is done takes it on.
    requestAnimationFrame(item.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "k") {
      event.preventDefault();
      return onClose();
    }
    if (event.key === "Tab") return event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && shown.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, shown.length - 1) + step + shown.length) % shown.length);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      take(chosen);
    }
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a click beside it closes, as Escape does
    <div
      ref={cover}
      {...popover}
      role="dialog"
      aria-modal="true"
      aria-label={words.title}
      data-testid="palette"
      onKeyDown={onKeyDown}
      onMouseDown={keepFocus}
      onClick={(event) => event.target === cover.current && onClose()}
      className="size-full bg-shade px-4 text-ink"
    >
      <div className="panel mx-auto mt-[10vh] w-full max-w-xl overflow-hidden shadow-xl max-md:mt-4">
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={words.title}
          aria-expanded={shown.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={chosenId}
          placeholder={words.hint}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          className="w-full border-b border-line bg-surface px-4 py-3 text-base -outline-offset-2"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
        />
        <div
          id={id}
          role="listbox"
          aria-label={words.title}
          className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5 empty:hidden"
        >
          {groups.map(({ group, items: members }) => (
            <div key={group} role="group" aria-labelledby={`${id} ${group}`.replaceAll(" ", "_")}>
              <p
                id={`${id} ${group}`.replaceAll(" ", "_")}
                role="presentation"
                className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted"
              >
                {words.groups[group]}
              </p>
              {members.map((item) => (
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the focus and the keys
                <div
                  key={item.id}
                  id={optionId(id, item)}
                  role="option"
                  aria-selected={item === chosen}
                  onPointerMove={() =>
                    setAt(shown.indexOf(item))}
                  onClick={() =>
                    take(item)}
                  className="flex min-h-9 cursor-pointer items-center justify-between gap-3 rounded-md px-2.5 py-1 aria-selected:bg-accent-soft aria-selected:text-accent"
                >
                  <span className="min-w-0 truncate">{item.label}</span>
                  {item.hint !== undefined && (
                    <span className="min-w-0 shrink-0 truncate text-xs text-muted max-md:max-w-32">{item.hint}</span>
                  )}
                </div>
              ))}
            </div>
          ))}
        </div>
        {shown.length === 0 && (
          <p className="px-4 py-6 text-center text-muted">{found.isLoading ? words.searching : words.none}</p>
        )}
        <p aria-hidden="true" className="flex gap-4 border-t border-line px-4 py-1.5 text-xs text-muted max-md:hidden">
          <span>↑↓ {messages.keys.move}</span>
          <span>Esc {messages.shell.close}</span>
        </p>
        <LiveRegion text={text === "" ? "" : words.found(shown.length)} />
      </div>
    </div>
  );
}

/** A click on anything but the field would take the focus from it. */
function keepFocus(event: MouseEvent): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
}

function optionId(listId: string, { id }: PaletteItem): string {
  return `${listId} ${id}`.replaceAll(/[^\w-]/g, "_");
}
