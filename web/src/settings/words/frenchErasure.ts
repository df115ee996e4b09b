import type { ErasureWords } from "./englishErasure.ts";

/** What is said of taking somebody out of everything, in French. */
export const frenchErasure: ErasureWords = {
  whom: "Les données de qui",
  intro:
    "Une personne qui le demande est retirée de tout : leads, contacts, notes, messages, fichiers, historique. Ce qui est dans les sauvegardes y reste jusqu’à ce que la dernière d’entre elles soit supprimée.",
  email: "Adresse e-mail",
  phone: "Numéro de téléphone",
  required: "Indiquez une adresse, un numéro, ou les deux.",
  submit: "Effacer",
  confirmTitle: "Effacer cette personne ?",
  confirmText: "Les leads restent, sans cette personne ni ce qui a été écrit à son sujet. Il n’y a pas de retour.",
  typeIt: (text) => `Tapez « ${text} » pour continuer`,
  done: "Effacé :",
  nothing: "Rien n’a été trouvé.",
  counts: {
    leads: (count) => `leads : ${count}`,
    contacts: (count) => `contacts : ${count}`,
    notes: (count) => `notes : ${count}`,
    messages: (count) => `messages : ${count}`,
    files: (count) => `fichiers : ${count}`,
    dossiers: (count) => `dossiers : ${count}`,
    imports: (count) => `fichiers d’imports : ${count}`,
    payouts: (count) => `versements qui ne la nomment plus : ${count}`,
  },
};
