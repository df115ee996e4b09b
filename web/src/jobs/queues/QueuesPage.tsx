import { type ReactElement, useState } from "react";
import { type JobQueue, listQueues, resumeQueue } from "../../api/jobQueues.ts";
import { useNow } from "../../app/useNow.ts";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { useAct } from "../../ui/useAct.ts";
import { JobsFrame } from "../JobsFrame.tsx";
import { usePolled } from "../polling/usePolled.ts";
import { StatusLine } from "../StatusLine.tsx";
import { Teaching } from "../Teaching.tsx";
import { useWords } from "../words/useWords.ts";
import { QueueCard } from "./QueueCard.tsx";
import { QueueDialog, type QueueQuestion } from "./QueueDialog.tsx";
import { queuesInOrder } from "./queueFigures.ts";

const INTERVAL_MS = 2_000;

/** Every queue with its figures, live. */
export function QueuesPage({ canManage }: { readonly canManage: boolean }): ReactElement {
  const words = useWords().queues;
  const polled = usePolled(listQueues, INTERVAL_MS);
  const act = useAct();
  const [question, setQuestion] = useState<QueueQuestion | null>(null);
  const [said, setSaid] = useState("");
  // Renders with each answer; only waiting times need a clock between them.
  const now = Math.max(useNow(), polled.asOf ?? 0);
  const resume = ({ name }: JobQueue) =>
    act.run(async () => {
      await resumeQueue(name);
      setSaid(words.resumed(name));
      polled.reload();
    });
  return (
    <JobsFrame chosen="queues">
      <StatusLine polled={polled} said={said} />
      {act.failure !== null && (
        <div className="mb-3">
          <FailureNotice failure={act.failure} />
        </div>
      )}
      <div className={polled.value === null || polled.value.length === 0 ? "panel" : ""}>
        <FetchedList fetched={{ ...polled, failure: polled.value === null ? polled.failure : null }} lines={4}>
          {(queues) =>
            queues.length === 0 ? <Teaching /> : (
              <ul aria-label={words.list} className="flex flex-col gap-3">
                {queuesInOrder(queues).map((queue) => (
                  <QueueCard
                    key={queue.name}
                    queue={queue}
                    now={now}
                    canManage={canManage}
                    onAsk={(what) => setQuestion({ what, queue })}
                    onResume={() => resume(queue)}
                  />
                ))}
              </ul>
            )}
        </FetchedList>
      </div>
      {question !== null && (
        <QueueDialog
          question={question}
          onDone={(text) => {
            setSaid(text);
            polled.reload();
          }}
          onClose={() => setQuestion(null)}
        />
      )}
    </JobsFrame>
  );
}
