import { type ReactElement, useCallback, useLayoutEffect, useMemo, useState } from "react";
import type { Session } from "../api/Session.ts";
import { type Language, preferredLanguage } from "../i18n/Language.ts";
import { LanguageContext, speechFor } from "../i18n/LanguageContext.ts";
import { SetUpPage } from "../setUp/SetUpPage.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { navigate, useRoute } from "./navigation.ts";
import { rememberedLanguage, rememberLanguage } from "./preferences.ts";
import { PlainFrame } from "./PlainFrame.tsx";
import { leadsPath } from "./Route.ts";
import { SessionContext } from "./SessionContext.ts";
import { SignedInPages } from "./SignedInPages.tsx";
import { SignedOutPage } from "./SignedOutPage.tsx";
import { StartPage } from "./StartPage.tsx";
import { UnreachableNode } from "./UnreachableNode.tsx";
import { useSessionState } from "./useSessionState.ts";

/** The whole page: its language, its session, and which of its parts is shown. */
export function App(): ReactElement {
  const control = useSessionState();
  const { state, enter } = control;
  const [chosen, setChosen] = useState(rememberedLanguage);
  const choose = useCallback((language: Language) => {
    rememberLanguage(language);
    setChosen(language);
  }, []);
  const workspaceLanguage = state.kind === "signedIn" ? state.session.workspace.language : null;
  const language = chosen ?? workspaceLanguage ?? preferredLanguage(navigator.languages);
  // Before the effects of children, whose requests tell the node what language to answer in.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo(() => speechFor(language, choose), [language, choose]);
  const onSetUp = useCallback((session: Session) => {
    navigate(leadsPath(), true);
    enter(session);
  }, [enter]);
  return (
    <LanguageContext.Provider value={speech}>
      <ErrorBoundary>
        <Content {...control} onSetUp={onSetUp} />
      </ErrorBoundary>
    </LanguageContext.Provider>
  );
}

function Content(
  { state, check, leave, onSetUp }: ReturnType<typeof useSessionState> & {
    readonly onSetUp: (session: Session) => void;
  },
): ReactElement {
  const route = useRoute();
  if (route.page === "setUp") {
    return (
      <PlainFrame>
        <SetUpPage onDone={onSetUp} />
      </PlainFrame>
    );
  }
  switch (state.kind) {
    case "asking":
      return <StartPage />;
    case "signedOut":
      return (
        <PlainFrame>
          <SignedOutPage isSetUpNeeded={state.isSetUpNeeded} onCheck={check} />
        </PlainFrame>
      );
    case "failed":
      return <UnreachableNode failure={state.failure} onRetry={check} />;
    case "signedIn":
      return (
        <SessionContext.Provider value={state.session}>
          <SignedInPages route={route} onSignOut={leave} onDoubt={check} />
        </SessionContext.Provider>
      );
  }
}
