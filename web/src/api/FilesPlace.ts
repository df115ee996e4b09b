/** A column by which the node sorts what is in a folder, and its direction. */
export const fileOrders = ["name.asc", "name.desc", "updated_at.desc", "updated_at.asc"] as const;

export type FileOrder = typeof fileOrders[number];

/** A page about files. */
export type FilesPlace =
  | { readonly view: "buckets" }
  | FolderPlace
  | { readonly view: "trash" };

/** A folder of a bucket; `folder` has no slash at its ends and is empty at the top. */
export interface FolderPlace {
  readonly view: "folder";
  readonly bucket: string;
  readonly folder: string;
  readonly search: string;
  readonly order: FileOrder;
}

export function topOf(bucket: string): FolderPlace {
  return { view: "folder", bucket, folder: "", search: "", order: "name.asc" };
}

/**
 * The place that a query names. It stands in the query and not in the path, since browsers resolve parts such as `..` of a
 * path, which are names like any other here.
 */
export function filesPlaceOf(search: string): FilesPlace {
  const query = new URLSearchParams(search);
  const bucket = query.get("bucket") ?? "";
  if (bucket === "") return { view: "buckets" };
  return {
    view: "folder",
    bucket,
    folder: (query.get("folder") ?? "").replace(/^\/+|\/+$/g, ""),
    search: query.get("q") ?? "",
    order: fileOrders.find((known) => known === query.get("order")) ?? "name.asc",
  };
}

export function filesQueryOf(place: FilesPlace): string {
  if (place.view === "trash") return "/trash";
  if (place.view === "buckets") return "";
  const query = new URLSearchParams({ bucket: place.bucket });
  if (place.folder !== "") query.set("folder", place.folder);
  if (place.search !== "") query.set("q", place.search);
  if (place.order !== "name.asc") query.set("order", place.order);
  return `?${query}`;
}
