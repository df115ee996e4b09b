import { createElement, type ReactElement, type ReactNode } from "react";
import { warRoomPath } from "../app/Route.ts";
import { Link } from "../ui/Link.tsx";
import { safeLink } from "../ui/safeLink.ts";

/** What the node makes of a message, and nothing else: of any other element only the text inside is shown. */
const looks: Readonly<Record<string, string>> = {
  p: "whitespace-pre-wrap",
  br: "",
  strong: "font-semibold",
  em: "italic",
  del: "line-through",
  code: "rounded bg-sunken px-1 font-mono text-[0.92em]",
  pre: "my-1 overflow-x-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-xs",
  blockquote: "my-1 border-l-3 border-line pl-3 text-muted",
  ul: "list-disc pl-6",
  ol: "list-decimal pl-6",
  li: "",
};

/** The HTML of a message as elements of the page. It is read into a document that runs and loads nothing. */
export function messageNodes(html: string, viewerId: string): ReactNode {
  const document = new DOMParser().parseFromString(html, "text/html");
  return [...document.body.childNodes].map((node, index) => nodeOf(node, `${index}`, viewerId));
}

function nodeOf(node: Node, key: string, viewerId: string): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const inner = [...node.childNodes].map((child, index) => nodeOf(child, `${index}`, viewerId));
  const name = node.tagName.toLowerCase();
  if (name === "a") return anchorOf(node, key, inner);
  if (name === "span" && node.classList.contains("mention")) {
    const isMe = node.getAttribute("data-person") === viewerId;
    return (
      <span
        key={key}
        data-testid="mention"
        className={`rounded px-0.5 font-medium ${isMe ? "bg-warn-soft text-warn" : "bg-accent-soft text-accent"}`}
      >
        {inner}
      </span>
    );
  }
  const look = looks[name];
  if (look === undefined) return <span key={key}>{inner}</span>;
  if (name === "br") return <br key={key} />;
  const start = name === "ol" ? Number(node.getAttribute("start") ?? "1") : undefined;
  // The sign of code in a block is the block's own.
  const isBlockCode = name === "code" && node.parentElement?.tagName === "PRE";
  return createElement(
    name,
    {
      key,
      dir: node.getAttribute("dir") === "auto" ? "auto" : undefined,
      className: isBlockCode ? undefined : look,
      ...(start === undefined || start === 1 ? {} : { start }),
    },
    ...inner,
  );
}

function anchorOf(node: Element, key: string, inner: readonly ReactNode[]): ReactElement {
  const address = node.getAttribute("href") ?? "";
  const lead = /^\/leads\/([\w-]+)$/.exec(address)?.[1];
  if (lead !== undefined) {
    return <Link key={key} to={warRoomPath(lead)} className="text-accent underline">{inner}</Link>;
  }
  const isMail = /^mailto:/i.test(address);
  const href = isMail ? address : safeLink(address);
  if (href === null) return <span key={key}>{inner}</span>;
  return (
    <a
      key={key}
      href={href}
      rel="noopener noreferrer nofollow"
      {...(isMail ? {} : { target: "_blank" })}
      className="text-accent underline wrap-anywhere"
    >
      {inner}
    </a>
  );
}
