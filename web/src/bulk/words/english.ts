/** Every sentence about what is done with many leads, in English. */
export const englishBulk = {
  label: "With the chosen leads",
  chosen: (count: string) => `${count} chosen`,
  owner: "Owner…",
  nobody: "Nobody",
  stage: "Stage…",
  addTag: "Add a tag",
  removeTag: "Remove a tag…",
  add: "Add",
  archive: "Archive",
  trash: "Delete",
  clear: "Clear the choice",
  reason: "Why was it won or lost?",
  reasonTitle: (stage: string) => `Move to ${stage}`,
  move: "Move",
  done: {
    owner: (count: string) => `Owner changed: ${count}.`,
    stage: (count: string, stage: string) => `Moved to ${stage}: ${count}.`,
    tagged: (count: string, tag: string) => `Tag ${tag} added: ${count}.`,
    untagged: (count: string, tag: string) => `Tag ${tag} removed: ${count}.`,
    archived: (count: string) => `Archived: ${count}.`,
    trashed: (count: string) => `In the trash: ${count}.`,
  },
  refused: (count: string, why: string) => `Refused: ${count} (${why})`,
  undone: (count: string) => `Taken back: ${count}.`,
  notUndone: (count: string) => `Changed by others meanwhile, left as they are: ${count}.`,
};

export type BulkWords = typeof englishBulk;
