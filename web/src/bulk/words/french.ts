import type { BulkWords } from "./english.ts";

/** Every sentence about what is done with many leads, in French; spaces before double punctuation are non-breaking. */
export const frenchBulk: BulkWords = {
  label: "Avec les leads choisis",
  chosen: (count) => `${count} choisis`,
  owner: "Responsable…",
  nobody: "Personne",
  stage: "Étape…",
  addTag: "Ajouter une étiquette",
  removeTag: "Retirer une étiquette…",
  add: "Ajouter",
  archive: "Archiver",
  trash: "Supprimer",
  clear: "Annuler le choix",
  reason: "Pourquoi gagné ou perdu ?",
  reasonTitle: (stage) => `Déplacer vers ${stage}`,
  move: "Déplacer",
  done: {
    owner: (count) => `Responsable changé : ${count}.`,
    stage: (count, stage) => `Déplacés vers ${stage} : ${count}.`,
    tagged: (count, tag) => `Étiquette ${tag} ajoutée : ${count}.`,
    untagged: (count, tag) => `Étiquette ${tag} retirée : ${count}.`,
    archived: (count) => `Archivés : ${count}.`,
    trashed: (count) => `Dans la corbeille : ${count}.`,
  },
  refused: (count, why) => `Refusés : ${count} (${why})`,
  undone: (count) => `Annulé : ${count}.`,
  notUndone: (count) => `Modifiés par d’autres entre-temps, laissés tels quels : ${count}.`,
};
