import { type ReactElement, useEffect, useRef, useState } from "react";
import { publicConfig } from "../api/config.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { Key } from "../ui/Key.tsx";
import { useSession } from "./SessionContext.ts";

/** The keyboard map, over the page; mounted only while it is open. */
export default function KeyboardDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { messages } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const version = useVersion();
  const { permissions } = useSession();
  useEffect(() => dialog.current?.showModal(), []);
  const { keys, shell } = messages;
  const rows: readonly (readonly [readonly string[], string])[] = [
    [["/"], keys.search],
    [["n"], keys.newLead],
    [["g", "l"], keys.goToLeads],
    [["g", "p"], keys.goToPipeline],
    ...(permissions.includes("chat.read") ? [[["g", "c"], keys.goToChat] as const] : []),
    ...(permissions.includes("files.read") ? [[["g", "f"], keys.goToFiles] as const] : []),
    ...(permissions.includes("jobs.read") ? [[["g", "j"], keys.goToJobs] as const] : []),
    ...(permissions.includes("payouts.read") ? [[["g", "m"], keys.goToPayouts] as const] : []),
    [["g", "i"], keys.goToInbox],
    [["g", "s"], keys.goToSettings],
    [["↑", "↓"], keys.move],
    [["Enter"], keys.open],
    [["Esc"], keys.leave],
    [["?"], keys.help],
  ];
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keyboard-title"
      onClose={onClose}
      className="panel m-auto w-full max-w-md p-0 text-ink shadow-xl backdrop:bg-black/40 max-md:max-w-[calc(100vw-2rem)]"
    >
      <div className="flex items-center justify-between border-b border-line px-4 py-2">
        <h2 id="keyboard-title" className="font-semibold">{shell.keyboard}</h2>
        <Button look="quiet" onClick={() => dialog.current?.close()}>{shell.close}</Button>
      </div>
      <dl className="px-4 py-2">
        {rows.map(([names, meaning]) => (
          <div key={meaning} className="flex items-center justify-between gap-4 py-1.5">
            <dt className="order-last flex items-center gap-1 text-xs text-muted">
              {names.map((name, index) => (
                <span key={name} className="contents">
                  {index > 0 && names[0] === "g" && keys.pair}
                  <Key name={name} />
                </span>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
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
