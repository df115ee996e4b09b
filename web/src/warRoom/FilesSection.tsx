import { type ReactElement, Suspense } from "react";
import { lazy } from "../ui/lazy.ts";
import { useSession } from "../app/SessionContext.ts";
import { Skeleton } from "../ui/Skeleton.tsx";

const LeadFilesSection = lazy(() => import("../files/lead/LeadFilesSection.tsx"));

/** The place of the lead's files; what fills it is loaded after the rest of the war room. */
export function FilesSection({ leadId }: { readonly leadId: string }): ReactElement | null {
  const { permissions } = useSession();
  if (!permissions.includes("leads.read")) return null;
  return (
    <Suspense
      fallback={
        <div className="panel flex h-36 flex-col gap-4 p-4">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-4 w-44 max-w-full" />
        </div>
      }
    >
      <LeadFilesSection leadId={leadId} />
    </Suspense>
  );
}
