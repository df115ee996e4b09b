import type { UpkeepWords } from "./english.ts";

/** Every sentence about backups and mail of the node, in French. */
export const frenchUpkeep: UpkeepWords = {
  backups: {
    place: "Où vont les sauvegardes",
    newest: (ago) => `Dernière sauvegarde : ${ago}`,
    none: "Il n’y a pas encore de sauvegarde",
    unset: "Aucun emplacement de sauvegarde n’est réglé",
    unsetText:
      "La personne qui gère la machine crée un dossier sur un autre disque et une clé, puis les inscrit dans les réglages du nœud. Après un redémarrage, la première sauvegarde se fait ici.",
    folder: "Dossier",
    encryption: "Chiffrées",
    yes: "oui",
    no: "non : qui a le dossier peut le lire",
    schedule: "Automatiques",
    every: (time) => `une fois en ${time}`,
    byHand: "non, seulement à la demande",
    next: "Prochaine",
    nextNow: "tout de suite",
    drills: "Essais automatiques",
    lastDrill: "Dernier essai",
    neverTried: "jamais : personne ne sait encore si une sauvegarde peut être restaurée",
    drillGood: (when) => `restaurable, ${when}`,
    drillBad: (when) => `non restaurable, ${when}`,
    failedSince: "La dernière sauvegarde a échoué",
    now: "Sauvegarder maintenant",
    first: "Faire la première sauvegarde",
    drill: "Essayer la dernière",
    drillAbout: "Un essai restaure la dernière sauvegarde dans un dossier provisoire, la vérifie, puis l’efface.",
    begun: "La sauvegarde a commencé.",
    drillBegun: "L’essai a commencé.",
    kinds: { backups: "Sauvegardes", drills: "Essais" },
    kind: "Ce qui est listé",
    empty: {
      backups: [
        "Aucune sauvegarde n’a encore été faite",
        "La première contient tout ; les suivantes ajoutent le nouveau.",
      ],
      drills: [
        "Aucune sauvegarde n’a encore été essayée",
        "Un essai montre si la dernière sauvegarde peut être restaurée.",
      ],
    },
    states: { waiting: "En attente", running: "En cours", succeeded: "Bonne", failed: "Échouée" },
    triggers: { schedule: "d’elle-même", person: "demandée sur la page", command: "par commande" },
    sizes: (database, files, bytes) =>
      `base de ${database}, ${files <= 1 ? `${files} fichier` : `${files} fichiers`} (${bytes})`,
    copied: (bytes) => `dont ${bytes} nouveaux`,
    read: (files, bytes) => `${files <= 1 ? `${files} fichier` : `${files} fichiers`} et ${bytes} relus`,
    missing: (files) =>
      files === 1
        ? "1 fichier est endommagé ou absent sur le nœud"
        : `${files} fichiers sont endommagés ou absents sur le nœud`,
    took: (time) => `en ${time}`,
    mayNot: "Les administrateurs et propriétaires font les sauvegardes et les essais.",
  },
  mail: {
    title: "E-mails",
    server: "Les e-mails partent par",
    from: "Expéditeur",
    safety: "En chemin",
    securities: {
      implicit: "chiffrés dès le premier octet",
      required: "chiffrés, ou pas envoyés",
      optional: "chiffrés si le serveur le propose",
      none: "non chiffrés : d’autres peuvent les lire en chemin",
    },
    unset: "Aucun serveur d’e-mail n’est réglé",
    unsetText:
      "Les e-mails restent sur cette machine, dans une boîte de la page : bien pour essayer, mais personne d’autre n’est joint. Pour de vrais e-mails, la personne qui gère la machine inscrit le serveur et l’expéditeur dans les réglages du nœud et le redémarre.",
    mailbox: "Ouvrir la boîte",
    failing: (count) =>
      count === 1
        ? "Le dernier e-mail n’a pas pu être remis."
        : `Les ${count} derniers e-mails n’ont pas pu être remis.`,
    test: "M’envoyer un e-mail d’essai",
    testing: "Envoi…",
    accepted: (to) => `L’e-mail pour ${to} a été accepté. Regardez s’il arrive, et pas parmi les indésirables.`,
    refused: (to) => `L’e-mail pour ${to} n’a pas pu être envoyé.`,
    steps: "Ce qui s’est passé en chemin",
    names: {
      dns: "Nom",
      tcp: "Connexion",
      tls: "Chiffrement",
      greeting: "Accueil",
      authentication: "Identification",
      sender: "Expéditeur",
      recipient: "Destinataire",
      message: "Remise",
    },
    outcomes: { passed: "réussi", failed: "échoué", skipped: "omis" },
  },
};
