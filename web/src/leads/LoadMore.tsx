import { type ReactElement, useEffect, useRef } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";

/** Asks for the next slice as its place nears the screen, and by its button. */
export function LoadMore(
  { isLoading, onLoad }: { readonly isLoading: boolean; readonly onLoad: () => void },
): ReactElement {
  const { messages } = useSpeech();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null || isLoading) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) onLoad();
    }, { rootMargin: "2400px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [isLoading, onLoad]);
  return (
    <div ref={place} className="flex justify-center p-3">
      <Button look="quiet" onClick={onLoad} aria-disabled={isLoading}>
        {isLoading ? messages.leads.loadingMore : messages.leads.more}
      </Button>
    </div>
  );
}
