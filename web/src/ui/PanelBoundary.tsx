import { Component, type ErrorInfo, type ReactNode } from "react";
import { type Defect, defectOf } from "../reporting/Defect.ts";
import { report } from "../reporting/report.ts";
import { DefectNotice } from "./DefectNotice.tsx";

interface PanelBoundaryProps {
  /** What it is about, as the program calls it; told with the report. */
  readonly name?: string;
  /** Another value is another content, which may be in order. */
  readonly resetBy?: string;
  readonly children: ReactNode;
}

interface PanelBoundaryState {
  readonly defect: Defect | null;
  readonly resetBy: string | undefined;
}

/** Keeps a part of the page that failed from taking the rest with it: says so in its place, and reports it. */
export class PanelBoundary extends Component<PanelBoundaryProps, PanelBoundaryState> {
  override state: PanelBoundaryState = { defect: null, resetBy: this.props.resetBy };

  static getDerivedStateFromError(error: unknown): Partial<PanelBoundaryState> {
    return { defect: defectOf(error) };
  }

  static getDerivedStateFromProps(
    { resetBy }: PanelBoundaryProps,
    state: PanelBoundaryState,
  ): PanelBoundaryState | null {
    return resetBy === state.resetBy ? null : { defect: null, resetBy };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    const { name } = this.props;
    report(error, {
      mechanism: "panel",
      isHandled: true,
      tags: name === undefined ? {} : { panel: name },
      componentStack: componentStack ?? undefined,
    });
  }

  override render(): ReactNode {
    const { defect } = this.state;
    if (defect === null) return this.props.children;
    return <DefectNotice defect={defect} onRetry={() => this.setState({ defect: null })} />;
  }
}
