import { type ReactElement, type ReactNode, useCallback, useEffect, useState } from "react";
import { type FileOrder, fileOrders, type FolderPlace, topOf } from "../../api/FilesPlace.ts";
import { filesUsage } from "../../api/files.ts";
import { listBuckets } from "../../api/storage.ts";
import { navigate } from "../../app/navigation.ts";
import { filesPath, warRoomPath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageMessage } from "../../ui/PageMessage.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { leadOf, mayWrite } from "../fileRights.ts";
import { FilesFrame } from "../FilesFrame.tsx";
import { useArrivals } from "../upload/useArrivals.ts";
import { useWords } from "../words/useWords.ts";
import { Crumbs } from "./Crumbs.tsx";
import { FileBrowser } from "./FileBrowser.tsx";
import { NewFolderDialog } from "./NewFolderDialog.tsx";

/** How long typing must rest before it is searched for. */
const TYPING_MS = 250;

/** A folder of a bucket. */
export function FolderPage({ place }: { readonly place: FolderPlace }): ReactElement {
  const shared = useWords();
  const words = shared.list;
  const { permissions } = useSession();
  const { bucket, folder, search, order } = place;
  const buckets = useFetched(listBuckets);
  const usage = useFetched(filesUsage);
  const { reload: reloadUsage } = usage;
  const [isNaming, setNaming] = useState(false);
  const canWrite = mayWrite(permissions, bucket);
  const known = buckets.value?.find(({ name }) => name === bucket);
  const lead = leadOf(bucket, folder);
  const go = useCallback(
    (next: string) => navigate(filesPath({ ...topOf(bucket), folder: next, order })),
    [bucket, order],
  );
  const ask = useCallback(
    (change: Partial<FolderPlace>) => navigate(filesPath({ ...place, ...change }), true),
    [place],
  );
  useArrivals(reloadUsage);
  if (buckets.value !== null && known === undefined) {
    return (
      <PageMessage title={words.gone}>
        <p>{words.goneText}</p>
        <Link to={filesPath()} className={buttonClass("plain")}>{words.toBuckets}</Link>
      </PageMessage>
    );
  }
  const toolbar = (upload: ReactNode) => (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Crumbs
          tops={[
            { name: words.top, href: filesPath(), onGo: () => navigate(filesPath()) },
            { name: bucket, href: filesPath(topOf(bucket)), onGo: () => go("") },
          ]}
          folder={folder}
          onFolder={go}
          hrefOf={(crumb) => filesPath({ ...topOf(bucket), folder: crumb })}
        />
        {canWrite && (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setNaming(true)}>{words.newFolder}</Button>
            {upload}
          </div>
        )}
      </div>
      {lead !== null && (
        <p className="text-muted">
          {words.ofLead} <Link to={warRoomPath(lead)} className="text-accent underline">{words.toLead}</Link>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <SearchField search={search} onSearch={(text) => ask({ search: text })} />
        <select
          aria-label={words.sort}
          className="control min-w-0 max-md:flex-1 max-md:basis-36"
          value={order}
          onChange={(event) => ask({ order: event.target.value as FileOrder })}
        >
          {fileOrders.map((value) => <option key={value} value={value}>{words.orders[value]}</option>)}
        </select>
      </div>
    </div>
  );
  return (
    <FilesFrame chosen="files" title={folder === "" ? bucket : `${bucket}/${folder}`} usage={usage.value}>
      {buckets.failure !== null && (
        <div className="mb-3">
          <FailureNotice failure={buckets.failure} />
        </div>
      )}
      <FileBrowser
        key={folder}
        bucket={bucket}
        folder={folder}
        search={search}
        order={order}
        isPublic={known?.public ?? false}
        canWrite={canWrite}
        renderToolbar={toolbar}
        onFolder={go}
        onClearSearch={() => ask({ search: "" })}
        onChanged={() => void reloadUsage()}
      />
      {isNaming && <NewFolderDialog folder={folder} onFolder={go} onClose={() => setNaming(false)} />}
    </FilesFrame>
  );
}

function SearchField(
  { search, onSearch }: { readonly search: string; readonly onSearch: (text: string) => void },
): ReactElement {
  const words = useWords().list;
  const [text, setText] = useState(search);
  const [told, setTold] = useState(search);
  // Cleared from elsewhere, or gone back to.
  if (search !== told) {
    setTold(search);
    setText(search);
  }
  useEffect(() => {
    if (text === search) return;
    const timer = setTimeout(() => {
      setTold(text);
      onSearch(text);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, search, onSearch]);
  return (
    <input
      type="search"
      aria-label={words.search}
      placeholder={words.searchHint}
      className="control min-w-0 flex-1 basis-36 md:max-w-xs"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
