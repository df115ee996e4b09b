import { type ReactElement, useState } from "react";
import { endLinks, filesUsage } from "../../api/files.ts";
import { topOf } from "../../api/FilesPlace.ts";
import { type Bucket, deleteBucket, emptyBucket, leadsBucket, listBuckets } from "../../api/storage.ts";
import { navigate } from "../../app/navigation.ts";
import { filesPath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { ClientHelp } from "../ClientHelp.tsx";
import { mayManageBuckets } from "../fileRights.ts";
import { FilesFrame } from "../FilesFrame.tsx";
import { StatusLine } from "../StatusLine.tsx";
import { useWords } from "../words/useWords.ts";
import { BucketDialog } from "./BucketDialog.tsx";
import { BucketRow } from "./BucketRow.tsx";

export type BucketAct = "settings" | "endLinks" | "empty" | "remove";

/** The buckets of the workspace. */
export function BucketsPage(): ReactElement {
  const shared = useWords();
  const words = shared.buckets;
  const canManage = mayManageBuckets(useSession().permissions);
  const fetched = useFetched(listBuckets);
  const usage = useFetched(filesUsage);
  const [isCreating, setCreating] = useState(false);
  const [question, setQuestion] = useState<{ readonly act: BucketAct; readonly bucket: Bucket } | null>(null);
  const [said, setSaid] = useState("");
  const done = async (sentence: string) => {
    setSaid(sentence);
    await Promise.all([fetched.reload(), usage.reload()]);
  };
  const hasOwn = fetched.value?.some(({ name }) => name !== leadsBucket) ?? true;
  const example = fetched.value?.find(({ name }) => name !== leadsBucket)?.name ?? "contracts";
  return (
    <FilesFrame chosen="files" title={shared.title} usage={usage.value}>
      <StatusLine said={said} />
      <Section
        title={words.list}
        aside={canManage && <Button look="primary" onClick={() => setCreating(true)}>{words.create}</Button>}
      >
        <FetchedList fetched={fetched}>
          {(buckets) => (
            <ul className="divide-y divide-line" data-testid="buckets">
              {buckets.map((bucket) => (
                <BucketRow
                  key={bucket.name}
                  bucket={bucket}
                  canManage={canManage}
                  onAct={(act) => setQuestion({ act, bucket })}
                />
              ))}
            </ul>
          )}
        </FetchedList>
        {!hasOwn && (
          <div className="flex flex-col gap-1 border-t border-line px-4 py-6">
            <p className="font-semibold">{shared.teach.title}</p>
            <p className="max-w-2xl text-muted">{shared.teach.text} {!canManage && shared.teach.textWithout}</p>
          </div>
        )}
      </Section>
      <details className="panel mt-4" open={!hasOwn}>
        <summary className="min-h-11 px-4 py-2.5 font-semibold">{shared.teach.programs}</summary>
        <div className="border-t border-line px-4 py-3">
          <ClientHelp bucket={example} />
        </div>
      </details>
      {isCreating && (
        <BucketDialog
          bucket={null}
          onSaved={(name) => Promise.resolve(navigate(filesPath(topOf(name))))}
          onClose={() => setCreating(false)}
        />
      )}
      {question?.act === "settings" && (
        <BucketDialog
          bucket={question.bucket}
          onSaved={(name) => done(words.changed(name))}
          onClose={() => setQuestion(null)}
        />
      )}
      {question !== null && question.act !== "settings" && (
        <BucketQuestion
          act={question.act}
          name={question.bucket.name}
          onDone={done}
          onClose={() => setQuestion(null)}
        />
      )}
    </FilesFrame>
  );
}

interface BucketQuestionProps {
  readonly act: Exclude<BucketAct, "settings">;
  readonly name: string;
  readonly onDone: (said: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something is done to a whole bucket. */
function BucketQuestion({ act, name, onDone, onClose }: BucketQuestionProps): ReactElement {
  const words = useWords().buckets;
  const questions = {
    endLinks: {
      title: words.endLinksTitle(name),
      text: words.endLinksText,
      verb: words.endLinks,
      work: () => endLinks(name),
      said: words.linksEnded(name),
    },
    empty: {
      title: words.emptyTitle(name),
      text: words.emptyText,
      verb: words.empty,
      work: () => emptyBucket(name),
      said: words.emptied(name),
      typed: { text: name, label: words.typeName },
    },
    remove: {
      title: words.removeTitle(name),
      text: words.removeText,
      verb: words.remove,
      work: () => deleteBucket(name),
      said: words.removed(name),
    },
  };
  const { work, said, ...asked } = questions[act];
  return (
    <ConfirmDialog
      {...asked}
      onConfirm={async () => {
        await work();
        await onDone(said);
      }}
      onClose={onClose}
    />
  );
}
