import { observeAddress } from "../app/navigation.ts";
import { leaveCrumb } from "./crumbs.ts";
import { routeName } from "./routeName.ts";

/** Remembers what is pressed and where one goes. */
export function watchSteps(): void {
  document.addEventListener("click", ({ target }) => {
    const pressed = target instanceof Element
      ? target.closest("button, a, [role=menuitem], summary, input, select")
      : null;
    if (pressed === null) return;
    leaveCrumb({ type: "user", category: "ui.click", level: "info", message: nameOf(pressed) });
  }, { capture: true, passive: true });
  let before = routeName(location.pathname);
  observeAddress(() => {
    const to = routeName(location.pathname);
    if (to !== before) {
      leaveCrumb({ type: "navigation", category: "navigation", level: "info", data: { from: before, to } });
    }
    before = to;
  });
}

/** What was pressed, by what it is and where: never by its text, in which there may be names. */
function nameOf(pressed: Element): string {
  const parts = [pressed.localName];
  const name = pressed.getAttribute("name");
  if (name !== null) parts.push(`[name=${name}]`);
  if (pressed instanceof HTMLAnchorElement && pressed.origin === location.origin) {
    parts.push(routeName(pressed.pathname));
  }
  const place = pressed.closest("[data-testid]")?.getAttribute("data-testid") ?? null;
  if (place !== null) parts.push(`in ${place}`);
  return parts.join(" ");
}
