import type { FirstRunWords } from "./english.ts";

/** Every sentence of the first run, in French. */
export const frenchFirstRun: FirstRunWords = {
  title: "Pour commencer",
  doneTitle: "Tout est prêt",
  doneText: "Votre premier lead est prêt. Cette liste a fait son travail.",
  progress: (done, all) => `${done} sur ${all}`,
  hide: "Masquer cette liste",
  isDone: "fait",
  steps: {
    workspace: "Nommer l’espace de travail, choisir langue et devise",
    team: "Inviter l’équipe",
    mail: "Vérifier que les e-mails arrivent : codes et avis passent par là",
    backup: "Avoir une sauvegarde : un disque perdu emporte tout le reste",
    drop: "Déposer le premier lead",
    ready: "Lire son dossier dès qu’il est prêt",
  },
  links: {
    workspace: "Réglages de l’espace",
    team: "Membres",
    mail: "Essayer",
    backup: "S’en occuper",
    drop: "Nouveau lead",
    ready: "Ouvrir la salle de guerre",
  },
  close: "Fermer",
  waiting: "Analyse en cours…",
  sampleAbout: "Six leads inventés à toutes les étapes, marqués de l’étiquette « sample ». Un clic les retire.",
  fill: "Ajouter des données d’exemple",
  filling: (done, all) => `Ajout… ${done} sur ${all}`,
  removeAbout: "Les leads qui portent l’étiquette « sample » sont inventés.",
  remove: "Retirer les données d’exemple",
  removing: "Retrait…",
  removed: (count) => `${count} leads d’exemple sont dans la corbeille.`,
};
