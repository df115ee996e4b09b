import { createRoot } from "react-dom/client";
import { access } from "./access/access.ts";
import { App } from "./app/App.tsx";
import { firstLanguage } from "./app/preferences.ts";
import { loadCatalogue } from "./i18n/catalogue.ts";
import { beginFirstList } from "./leads/firstList.ts";
import { keepSessions } from "./offline/keptSession.ts";
import { startReporting } from "./reporting/startReporting.ts";

/** So long nothing is drawn while it is asked who is signed in: to draw that it is being asked would keep the answer waiting. */
const PATIENCE_MS = 150;

const language = firstLanguage();
document.documentElement.lang = language;
startReporting();
keepSessions();
// Who is signed in and the first list are asked for beside the sentences, not when the page is drawn.
beginFirstList();
access.check();
const place = document.getElementById("app");
if (place === null) throw new Error("index.html has no place for the page");
const isKnown = new Promise<void>((resolve) => {
  access.whenKnown(() => resolve());
  setTimeout(resolve, PATIENCE_MS);
});
Promise.all([loadCatalogue(language), isKnown]).then(
  ([catalogue]) => createRoot(place).render(<App first={catalogue} />),
  () => {
    // Without any sentence of the page: in both languages.
    place.textContent = "The page could not be loaded. Reload it. – La page n’a pas pu être chargée. Rechargez-la.";
  },
);
