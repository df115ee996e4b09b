import { access } from "../access/access.ts";
import { publicConfig } from "../api/config.ts";
import { randomHex } from "../api/trace.ts";
import { afterFirstPage } from "../app/firstPage.ts";
import { observeAddress } from "../app/navigation.ts";
import { routeName } from "./routeName.ts";
import { crumbsSoFar, leaveCrumb } from "./crumbs.ts";
import { loadTakerBy, report, takeReports } from "./report.ts";

/** Listens for what nobody caught; what sends it, and what watches the steps before it, is loaded after the first page. */
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
  afterFirstPage(() => {
    // Without them, reports still tell of requests.
    import("./watchSteps.ts").then(
      ({ watchSteps }) => watchSteps({ leave: leaveCrumb, routeName, observeAddress }),
      () => {},
    );
  });
}
