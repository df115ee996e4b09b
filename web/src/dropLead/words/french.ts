import type { DroppingWords } from "./english.ts";

/** Every sentence about dropping from elsewhere, in French. */
export const frenchDropping: DroppingWords = {
  zone: "Déposez ici",
  zoneAbout: "Un lien, une adresse ou un nom devient un lead ; un tableau ou une liste est importé.",
  reading: "Lecture de ce qui a été déposé…",
  close: "Fermer",
  many: "Plusieurs à la fois ?",
  toImport: "Coller une liste ou importer un tableau",
  elsewhere: "Depuis n’importe quel site",
  bookmarklet: "Déposer comme lead",
  bookmarkletAbout:
    "Glissez ceci dans la barre de favoris. Sur le site d’une entreprise, un clic ouvre ce formulaire avec son nom, son adresse et le texte sélectionné.",
  anywhere: "On peut aussi laisser tomber un lien, une liste ou un tableau n’importe où sur la page.",
};
