/** Every sentence about dropping from elsewhere, in English. */
export const englishDropping = {
  zone: "Drop it here",
  zoneAbout: "A link, an address or a name becomes a lead; a table or a list of them is imported.",
  reading: "Reading what was dropped…",
  close: "Close",
  many: "Many at once?",
  toImport: "Paste a list or import a table",
  elsewhere: "From any web site",
  bookmarklet: "Drop as a lead",
  bookmarkletAbout:
    "Drag this to the bookmarks bar. On a company’s site, one click opens this form with its name, its address and the text that is selected.",
  anywhere: "A link, a list or a table can also be let fall anywhere on the page.",
};

export type DroppingWords = typeof englishDropping;
