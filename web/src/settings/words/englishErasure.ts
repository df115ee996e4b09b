/** What is said of taking somebody out of everything, in English. */
export const englishErasure = {
  whom: "Whose data",
  intro:
    "Somebody who asks for it is taken out of everything: leads, contacts, notes, messages, files, history. What is in backups stays there until the last of them is let go.",
  email: "E-mail address",
  phone: "Telephone number",
  required: "Enter an address, a number, or both.",
  submit: "Erase",
  confirmTitle: "Erase this person?",
  confirmText: "The leads stay, without this person and what was written of them. There is no way back.",
  typeIt: (text: string) => `Type “${text}” to go on`,
  done: "Erased:",
  nothing: "Nothing was found.",
  counts: {
    leads: (count: string) => `leads: ${count}`,
    contacts: (count: string) => `contacts: ${count}`,
    notes: (count: string) => `notes: ${count}`,
    messages: (count: string) => `messages: ${count}`,
    files: (count: string) => `files: ${count}`,
    dossiers: (count: string) => `dossiers: ${count}`,
    imports: (count: string) => `files of imports: ${count}`,
    payouts: (count: string) => `payouts that name them no more: ${count}`,
  },
};

export type ErasureWords = typeof englishErasure;
