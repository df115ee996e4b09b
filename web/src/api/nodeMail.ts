import { request } from "./request.ts";

/** How the node sends mail. */
export interface NodeMail {
  /** `devMailbox`: no server is set, and mails stay on the machine. */
  readonly way: "server" | "devMailbox";
  /** Host and port. */
  readonly server?: string | null;
  readonly security?: "implicit" | "required" | "optional" | "none" | null;
  readonly from: string;
  /** Mails since the last that was handed over. */
  readonly failuresInARow: number;
}

export type MailStepName =
  | "dns"
  | "tcp"
  | "tls"
  | "greeting"
  | "authentication"
  | "sender"
  | "recipient"
  | "message";

export interface MailStep {
  readonly name: MailStepName;
  readonly outcome: "passed" | "failed" | "skipped";
  /** What was found; of a failure, also what to do. */
  readonly words: string;
}

/** What became of one mail that was sent to try the way. */
export interface MailTest {
  readonly to: string;
  readonly accepted: boolean;
  readonly steps: readonly MailStep[];
}

export function openNodeMail(signal: AbortSignal): Promise<NodeMail> {
  return request("GET", "/api/v1/node/mail", { signal });
}

/** Sends one mail to whoever is signed in. */
export function testNodeMail(): Promise<MailTest> {
  return request("POST", "/api/v1/node/mail/test");
}
