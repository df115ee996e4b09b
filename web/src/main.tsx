import { createRoot } from "react-dom/client";
import { access } from "./access/access.ts";
import { App } from "./app/App.tsx";
import { firstLanguage } from "./app/preferences.ts";
import { loadCatalogue } from "./i18n/catalogue.ts";
import { beginFirstList } from "./leads/firstList.ts";
import { keepSessions } from "./offline/keptSession.ts";
import { startReporting } from "./reporting/startReporting.ts";

const language = firstLanguage();
document.documentElement.lang = language;
startReporting();
keepSessions();
// Who is signed in and the first list are asked for beside the sentences, not when the page is drawn.
beginFirstList();
access.check();
const place = document.getElementById("app");
if (place === null) throw new Error("index.html has no place for the page");
loadCatalogue(language).then(
  (catalogue) => createRoot(place).render(<App first={catalogue} />),
  () => {
    // Without any sentence of the page: in both languages.
    place.textContent = "The page could not be loaded. Reload it. – La page n’a pas pu être chargée. Rechargez-la.";
  },
);
