import { Component, type ReactElement, type ReactNode } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import { traceToQuote } from "../api/trace.ts";
import { DefectPage } from "./DefectPage.tsx";

interface Defect {
  readonly code: string;
  readonly traceId: string;
}

/** Shows a page with what to quote instead of a blank one when rendering fails. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly defect: Defect | null }> {
  override state: { readonly defect: Defect | null } = { defect: null };

  static getDerivedStateFromError(error: unknown): { readonly defect: Defect } {
    const defect = error instanceof ApiFailure
      ? { code: error.code, traceId: error.traceId }
      : { code: "page_defect", traceId: traceToQuote() };
    return { defect };
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
