import type { AnchorHTMLAttributes, MouseEvent, ReactElement } from "react";
import { navigate } from "../app/navigation.ts";

/** A link within the page. Opening it in another tab still works. */
export function Link(
  { to, onFollow, children, ...attributes }: AnchorHTMLAttributes<HTMLAnchorElement> & {
    readonly to: string;
    /** After the page has gone there. */
    readonly onFollow?: () => void;
  },
): ReactElement {
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
    onFollow?.();
  };
  return <a {...attributes} href={to} onClick={onClick}>{children}</a>;
}
