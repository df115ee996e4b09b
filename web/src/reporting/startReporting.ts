import { access } from "../access/access.ts";
import { publicConfig } from "../api/config.ts";
import { randomHex } from "../api/trace.ts";
import { routeName } from "./routeName.ts";
import { crumbsSoFar } from "./crumbs.ts";
import { loadTakerBy, report, takeReports } from "./report.ts";
import { watchSteps } from "./watchSteps.ts";

/** Listens for what nobody caught, and watches the steps before it; what sends it is loaded when there is something to send. */
export function startReporting(): void {
  let isLoading = false;
  loadTakerBy(() => {
    if (isLoading) return;
    isLoading = true;
    import("./Reporter.ts").then(
      ({ startReporter }) =>
        takeReports(startReporter({
          config: publicConfig,
          crumbs: crumbsSoFar,
          userId: () => access.current().grant?.session.user.id ?? null,
          routeName,
          randomHex,
        })),
      // Out of reach, as the node may be when something fails: the next report tries again.
      () => {
        isLoading = false;
      },
    );
  });
  addEventListener("error", (event) => {
    // A resource that did not load comes without an error; the browser’s own complaints without one of ours.
    if (event.error !== null && event.error !== undefined) {
      report(event.error, { mechanism: "onerror", isHandled: false });
    }
  });
  addEventListener("unhandledrejection", (event) => {
    report(event.reason, { mechanism: "onunhandledrejection", isHandled: false });
  });
  watchSteps();
}
