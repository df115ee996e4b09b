import type { ReactElement } from "react";
import { NodeFrame } from "../observing/NodeFrame.tsx";
import { Section } from "../ui/Section.tsx";
import MailPanel from "./MailPanel.tsx";
import { useWords } from "./words/useWords.ts";

/** How the node sends mail. */
export default function MailPage(): ReactElement {
  return (
    <NodeFrame chosen="mail">
      <Section title={useWords().mail.title}>
        <MailPanel />
      </Section>
    </NodeFrame>
  );
}
