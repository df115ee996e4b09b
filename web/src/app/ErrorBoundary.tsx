import { Component, type ErrorInfo, type ReactElement, type ReactNode } from "react";
import { type Defect, defectOf } from "../reporting/Defect.ts";
import { report } from "../reporting/report.ts";
import { DefectPage } from "./DefectPage.tsx";

/** Shows a page with what to quote instead of a blank one when rendering fails. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly defect: Defect | null }> {
  override state: { readonly defect: Defect | null } = { defect: null };

  static getDerivedStateFromError(error: unknown): { readonly defect: Defect } {
    return { defect: defectOf(error) };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    report(error, { mechanism: "page", isHandled: false, level: "fatal", componentStack: componentStack ?? undefined });
  }

  override componentDidMount(): void {
    addEventListener("popstate", this.forget);
  }

  override componentWillUnmount(): void {
    removeEventListener("popstate", this.forget);
  }

  /** Going back leads to another page, which may be in order. */
  private readonly forget = (): void => this.setState({ defect: null });

  override render(): ReactNode {
    const { defect } = this.state;
    return defect === null ? this.props.children : (<DefectPage {...defect} /> as ReactElement);
  }
}
