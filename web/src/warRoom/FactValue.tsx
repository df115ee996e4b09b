import type { ReactElement } from "react";
import type { Fact } from "../api/Analysis.ts";
import { ExternalLink } from "../ui/ExternalLink.tsx";
import { safeLink } from "../ui/safeLink.ts";

/** A fact's value; what can be followed, written to or called is a link. */
export function FactValue({ fact }: { readonly fact: Fact }): ReactElement {
  if (fact.kind === "social" && safeLink(fact.value) !== null) return <ExternalLink address={fact.value} />;
  const link = "text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent";
  if (fact.kind === "email" && /^[^\s@]+@[^\s@?&]+$/.test(fact.value)) {
    return <a href={`mailto:${encodeURIComponent(fact.value).replace("%40", "@")}`} className={link}>{fact.value}</a>;
  }
  if (fact.kind === "phone" && /^[+\d][\d\s().-]+$/.test(fact.value)) {
    return <a href={`tel:${fact.value.replace(/[^+\d]/g, "")}`} className={link}>{fact.value}</a>;
  }
  return <>{fact.value}</>;
}
