import { type ReactElement, useId, useState } from "react";
import { leadsBucket } from "../../api/storage.ts";
import { useSession } from "../../app/SessionContext.ts";
import { mayWrite } from "../fileRights.ts";
import { Crumbs } from "../list/Crumbs.tsx";
import { FileBrowser } from "../list/FileBrowser.tsx";
import { useWords } from "../words/useWords.ts";

/** The files of a lead, in its war room. */
export default function LeadFilesSection({ leadId }: { readonly leadId: string }): ReactElement {
  const shared = useWords();
  const words = shared.lead;
  const id = useId();
  const canWrite = mayWrite(useSession().permissions, leadsBucket);
  const [below, setBelow] = useState("");
  const folder = below === "" ? leadId : `${leadId}/${below}`;
  return (
    <section aria-labelledby={id} className="panel min-w-0" data-testid="lead-files">
      <FileBrowser
        key={folder}
        bucket={leadsBucket}
        folder={folder}
        search=""
        order="updated_at.desc"
        isPublic={false}
        canWrite={canWrite}
        isNarrow
        emptyText={words.emptyText}
        renderToolbar={(upload) => (
          <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
            <h2 id={id} className="font-semibold">{words.title}</h2>
            {upload}
            {below !== "" && (
              <div className="w-full">
                <Crumbs
                  tops={[{
                    name: words.title,
                    onGo: () => setBelow(""),
                  }]}
                  folder={below}
                  onFolder={setBelow}
                />
              </div>
            )}
          </div>
        )}
        onFolder={(next) => setBelow(next.slice(leadId.length + 1))}
        onClearSearch={() => {}}
      />
    </section>
  );
}
