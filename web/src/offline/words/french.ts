import type { OfflineWords } from "./english.ts";

/** Every sentence about being offline, in French; spaces before double punctuation are non-breaking. */
export const frenchOffline: OfflineWords = {
  title: "Hors ligne",
  asOf: (when) => `Le nœud est injoignable. Ce que vous voyez date de ${when}.`,
  lost: "Le nœud est injoignable. Ce que vous voyez peut être en retard.",
  waiting: (count) =>
    count === 1 ? "Une modification attend d’être envoyée." : `${count} modifications attendent d’être envoyées.`,
  sending: "Envoi de ce qui attendait…",
  undecided: (count) =>
    count === 1 ? "Une modification demande votre avis." : `${count} modifications demandent votre avis.`,
  show: "Voir",
  hide: "Masquer",
  sendNow: "Essayer maintenant",
  list: "Modifications que le nœud n’a pas encore",
  kinds: {
    drop: (lead) => `Déposer ${lead}`,
    move: (lead) => `Déplacer ${lead}`,
    edit: (lead) => `Modifier ${lead}`,
    note: (lead) => `Note sur ${lead}`,
  },
  states: {
    waiting: "en attente",
    sending: "en cours d’envoi",
    refused: "refusée",
    conflict: "modifié entre-temps par quelqu’un d’autre",
  },
  discard: "Ne pas envoyer",
  discardLabel: (what) => `Ne pas envoyer : ${what}`,
  again: "Renvoyer",
  theirs: "Laisser la leur",
  mine: "Garder la mienne",
  inTrash: "Le lead est désormais dans la corbeille.",
  moved: "Quelqu’un d’autre l’a déplacé entre-temps.",
  now: (field, theirs, mine) => `${field} : eux « ${theirs} », vous « ${mine} »`,
  kept: "Gardé ici, et envoyé dès que le nœud sera joignable.",
};
