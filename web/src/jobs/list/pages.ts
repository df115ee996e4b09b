/** Where one is in a list that is read page by page: the cursors that led here, the newest page without any. */
export interface Pages {
  readonly cursors: readonly string[];
}

export const newestPage: Pages = { cursors: [] };

/** The cursor of the page that is shown; null for the newest. */
export function cursorOf({ cursors }: Pages): string | null {
  return cursors.at(-1) ?? null;
}

export function older(pages: Pages, next: string): Pages {
  return cursorOf(pages) === next ? pages : { cursors: [...pages.cursors, next] };
}

export function newer({ cursors }: Pages): Pages {
  return { cursors: cursors.slice(0, -1) };
}
