/** Every sentence of the first run, in English. */
export const englishFirstRun = {
  title: "Getting started",
  doneTitle: "All set",
  doneText: "Your first lead is ready. This list has done its part.",
  progress: (done: number, all: number) => `${done} of ${all} done`,
  hide: "Hide this list",
  isDone: "done",
  steps: {
    workspace: "Name the workspace, its language and currency",
    team: "Invite the team",
    mail: "See that mail arrives: sign-in codes and notices go by it",
    backup: "Have a backup: a lost disk takes everything else with it",
    drop: "Drop the first lead",
    ready: "Read its dossier once it is ready",
  },
  links: {
    workspace: "Workspace settings",
    team: "Members",
    mail: "Try it",
    backup: "See to it",
    drop: "New lead",
    ready: "Open the war room",
  },
  close: "Close",
  waiting: "It is being analysed…",
  sampleAbout: "Six made-up leads in all stages, marked with the tag “sample”. One click takes them away again.",
  fill: "Fill in sample data",
  filling: (done: number, all: number) => `Filling in… ${done} of ${all}`,
  removeAbout: "The leads with the tag “sample” are made up.",
  remove: "Remove the sample data",
  removing: "Removing…",
  removed: (count: number) => `${count} sample leads are in the trash.`,
};

export type FirstRunWords = typeof englishFirstRun;
