import type { ReactElement } from "react";
import { topOf } from "../../api/FilesPlace.ts";
import { type Bucket, leadsBucket } from "../../api/storage.ts";
import { filesPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { Link } from "../../ui/Link.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { isRemovable } from "../fileRights.ts";
import { EntryIcon } from "../list/EntryIcon.tsx";
import { useWords } from "../words/useWords.ts";
import type { BucketAct } from "./BucketsPage.tsx";

interface BucketRowProps {
  readonly bucket: Bucket;
  readonly canManage: boolean;
  readonly onAct: (act: BucketAct) => void;
}

export function BucketRow({ bucket, canManage, onAct }: BucketRowProps): ReactElement {
  const shared = useWords();
  const words = shared.buckets;
  const { formats } = useSpeech();
  const { name, file_size_limit: limit, allowed_mime_types: types } = bucket;
  const acts: readonly (readonly [BucketAct, string])[] = [
    ["settings", words.settings],
    ["endLinks", words.endLinks],
    ["empty", words.empty],
    ...(isRemovable(name) ? [["remove", words.remove] as const] : []),
  ];
  return (
    <li
      className="relative flex items-center gap-3 px-4 py-2.5 hover:bg-sunken/60"
      data-testid="bucket"
      data-bucket={name}
    >
      <EntryIcon isFolder />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <Link
            to={filesPath(topOf(name))}
            className="font-medium wrap-anywhere after:absolute after:inset-0 hover:underline"
          >
            {name}
          </Link>
          {bucket.public && <Badge look="warn">{words.isPublic}</Badge>}
          {name === leadsBucket && <Badge look="accent">{words.isLeads}</Badge>}
        </p>
        <Dotted>
          {name === leadsBucket && <span>{words.leadsText}</span>}
          {limit !== null && <span>{words.upTo(formats.size(limit))}</span>}
          <span>{types === null ? words.anyType : types.join(", ")}</span>
          <span>{words.madeOn(formats.day(bucket.created_at))}</span>
        </Dotted>
      </div>
      {canManage && (
        <div className="relative z-10 has-[[role=menu]]:z-20">
          <Menu
            label={shared.list.actionsOf(name)}
            items={acts.map(([act, label]) => ({
              label,
              isDangerous: act === "empty" || act === "remove",
              onChoose: () => onAct(act),
            }))}
          />
        </div>
      )}
    </li>
  );
}
