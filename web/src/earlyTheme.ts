// Runs before the first paint, as a classic script: a dark page must not flash white. Shares nothing at run time with
// the rest, so that it stays one tiny file.
// It also has the sentences of the language fetched beside the script of the page, not after it was read, and while both
// are on their way it has the browser load what it knows of numbers and dates: the first format takes tens of milliseconds.
import { firstLanguage, THEME_KEY } from "./app/preferences.ts";

try {
  const theme = localStorage.getItem(THEME_KEY);
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
} catch {
  // Storage is switched off: the system's appearance it is.
}

setTimeout(() => new Intl.DateTimeFormat(firstLanguage()).format());

const sentences = document.currentScript?.dataset[firstLanguage()];
if (sentences !== undefined) {
  const preload = document.createElement("link");
  preload.rel = "modulepreload";
  preload.href = sentences;
  document.head.append(preload);
}
