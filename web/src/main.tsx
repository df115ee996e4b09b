import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";

const place = document.getElementById("app");
if (place === null) throw new Error("index.html has no place for the page");
createRoot(place).render(<App />);
