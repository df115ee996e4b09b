import { type ReactElement, useEffect, useRef } from "react";
import { useWords } from "./words/useWords.ts";

const offered: readonly string[] =
  "👍 👎 ❤️ 😂 😮 😢 🎉 🙏 👀 ✅ ❌ 🔥 💯 👏 🤝 💪 😀 😅 😉 😎 🤔 😴 😡 🚀 ⭐ 💡 📞 ✉️ 📅 ⏰ 💶 🏆".split(" ");

interface ReactionPickerProps {
  readonly onChoose: (emoji: string) => void;
  readonly onClose: () => void;
}

/** Some emojis to react with. Arrows go among them, Escape leaves. */
export function ReactionPicker({ onChoose, onClose }: ReactionPickerProps): ReactElement {
  const words = useWords();
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    whole.current?.querySelector("button")?.focus();
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && whole.current?.contains(event.target) !== true) onClose();
    };
    document.addEventListener("pointerdown", onPointerDown);
    return () => document.removeEventListener("pointerdown", onPointerDown);
  }, [onClose]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows count anywhere inside
    <div
      ref={whole}
      role="group"
      aria-label={words.emoji}
      className="panel absolute right-0 z-20 mt-1 grid w-max grid-cols-8 p-1 shadow-xl"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          return onClose();
        }
        const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const all = [...whole.current?.querySelectorAll("button") ?? []];
        const at = all.findIndex((button) => button === document.activeElement);
        all[(at + step + all.length) % all.length]?.focus();
      }}
    >
      {offered.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className="size-9 rounded-md text-lg hover:bg-sunken focus-visible:bg-sunken"
          onClick={() => onChoose(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}
