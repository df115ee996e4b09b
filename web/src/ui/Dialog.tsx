import { type ReactElement, type ReactNode, useEffect, useId, useRef } from "react";

interface DialogProps {
  readonly title: string;
  /** For what needs room to be looked at. */
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question over the page, mounted only while it is asked. Escape closes it, and the focus goes back by itself. */
export function Dialog({ title, isWide = false, onClose, children }: DialogProps): ReactElement {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      // A dialog that is taken away while open gives no focus back.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      className={`panel m-auto w-full p-0 text-ink shadow-xl backdrop:bg-shade max-md:max-w-[calc(100vw-2rem)] ${
        isWide ? "max-w-4xl" : "max-w-md"
      }`}
    >
      <h2 id={id} className="border-b border-line px-4 py-2.5 font-semibold break-words">{title}</h2>
      <div className="flex flex-col gap-3 px-4 py-3">{children}</div>
    </dialog>
  );
}
