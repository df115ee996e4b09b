import { type ReactElement, useEffect, useRef, useState } from "react";
import { publicConfig } from "../api/config.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useWords } from "../palette/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { Key } from "../ui/Key.tsx";
import { useSession } from "./SessionContext.ts";

type KeyRow = readonly [readonly string[], string];

/** The keyboard map, over the page; mounted only while it is open. */
export default function KeyboardDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { messages } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const version = useVersion();
  const { permissions } = useSession();
  useEffect(() => dialog.current?.showModal(), []);
  const { keys, shell } = messages;
  const more = useWords().keys;
  const everywhere: readonly KeyRow[] = [
    [["Ctrl", "K"], more.palette],
    [["/"], keys.search],
    ...(permissions.includes("leads.drop") ? [[["n"], keys.newLead] as const] : []),
    [["g", "l"], keys.goToLeads],
    [["g", "p"], keys.goToPipeline],
    ...(permissions.includes("chat.read") ? [[["g", "c"], keys.goToChat] as const] : []),
    ...(permissions.includes("files.read") ? [[["g", "f"], keys.goToFiles] as const] : []),
    ...(permissions.includes("jobs.read") ? [[["g", "j"], keys.goToJobs] as const] : []),
    ...(permissions.includes("payouts.read") ? [[["g", "m"], keys.goToPayouts] as const] : []),
    ...(permissions.includes("node.read") ? [[["g", "h"], keys.goToNode] as const] : []),
    ...(permissions.includes("errors.read") ? [[["g", "e"], keys.goToErrors] as const] : []),
    [["g", "i"], keys.goToInbox],
    [["g", "s"], keys.goToSettings],
    [["Esc"], keys.leave],
    [["?"], keys.help],
  ];
  const inLists: readonly KeyRow[] = [
    [["↑", "↓"], keys.move],
    [["Enter"], keys.open],
    ...(permissions.includes("leads.write") ? [[["x"], more.select] as const, [["F2"], more.cells] as const] : []),
  ];
  const onBoard: readonly KeyRow[] = [[["Space"], more.lift], [["←", "→", "↑", "↓"], more.carry]];
  const groups = [[more.everywhere, everywhere], [more.inLists, inLists], [more.onBoard, onBoard]] as const;
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keyboard-title"
      onClose={onClose}
      className="panel m-auto w-full max-w-md p-0 text-ink shadow-xl backdrop:bg-shade max-md:max-w-[calc(100vw-2rem)]"
    >
      <div className="flex items-center justify-between border-b border-line px-4 py-2">
        <h2 id="keyboard-title" className="font-semibold">{shell.keyboard}</h2>
        <Button look="quiet" onClick={() => dialog.current?.close()}>{shell.close}</Button>
      </div>
      {groups.map(([title, rows]) => (
        <section key={title} className="px-4 py-2">
          <h3 className="text-xs font-medium text-muted">{title}</h3>
          <dl>
            {rows.map(([names, meaning]) => (
              <div key={meaning} className="flex items-center justify-between gap-4 py-1">
                <dt className="order-last flex items-center gap-1 text-xs text-muted">
                  {names.map((name, index) => (
                    <span key={name} className="contents">
                      {index > 0 && names[0] === "g" && keys.pair}
                      {index > 0 && names[0] === "Ctrl" && "+"}
                      <Key name={name} />
                    </span>
                  ))}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {version !== null && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">Uprising Node · {shell.version(version)}</p>
      )}
    </dialog>
  );
}

/** The node's version, or null as long as it is not known; nobody misses it then. */
function useVersion(): string | null {
  const [version, setVersion] = useState<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    publicConfig(controller.signal).then((config) => setVersion(config.version), () => setVersion(null));
    return () => controller.abort();
  }, []);
  return version;
}
