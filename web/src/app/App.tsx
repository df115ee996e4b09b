import { type ReactElement, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { lazy } from "../ui/lazy.ts";
import type { Catalogue } from "../i18n/catalogue.ts";
import { type Language, preferredLanguage } from "../i18n/Language.ts";
import { LanguageContext, speechFor } from "../i18n/LanguageContext.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { navigate, useRoute } from "./navigation.ts";
import { rememberedLanguage, rememberLanguage } from "./preferences.ts";
import { PlainFrame } from "./PlainFrame.tsx";
import { leadsPath, type Route } from "./Route.ts";
import { SessionContext } from "./SessionContext.ts";
import { SignedInPages } from "./SignedInPages.tsx";
import { StartPage } from "./StartPage.tsx";
import { UnreachableNode } from "./UnreachableNode.tsx";
import { useCatalogue } from "./useCatalogue.ts";
import { type SessionState, useSessionState } from "./useSessionState.ts";

const InvitationPage = lazy(() => import("../invitation/InvitationPage.tsx"));
const DevMailboxPage = lazy(() => import("../devMailbox/DevMailboxPage.tsx"));
const SetUpPage = lazy(() => import("../setUp/SetUpPage.tsx"));
const SignInLinkPage = lazy(() => import("../signIn/SignInLinkPage.tsx"));
const SignedOutPage = lazy(() => import("./SignedOutPage.tsx"));

/** The whole page: its language, its session, and which of its parts is shown. */
export function App({ first }: { readonly first: Catalogue }): ReactElement {
  const control = useSessionState();
  const { state } = control;
  const [chosen, setChosen] = useState(rememberedLanguage);
  const choose = useCallback((language: Language) => {
    rememberLanguage(language);
    setChosen(language);
  }, []);
  const own = state.kind === "signedIn" ? state.session.user.language ?? state.session.workspace.language : null;
  const language = chosen ?? own ?? preferredLanguage(navigator.languages);
  // Before the effects of children, whose requests tell the node what language to answer in.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const catalogue = useCatalogue(first, language);
  const speech = useMemo(() => speechFor(catalogue, choose), [catalogue, choose]);
  return (
    <LanguageContext.Provider value={speech}>
      <ErrorBoundary>
        <Content {...control} />
      </ErrorBoundary>
    </LanguageContext.Provider>
  );
}

function Content(control: ReturnType<typeof useSessionState>): ReactElement {
  const route = useRoute();
  const { state, check, doubt, leave } = control;
  // The sign-in page is for nobody who is in.
  const isIn = state.kind === "signedIn";
  useEffect(() => {
    if (isIn && route.page === "signIn") navigate(leadsPath(), true);
  }, [isIn, route]);

  const open = openPage(route, state);
  if (open !== null) {
    return (
      <PlainFrame isWide={route.page === "devMailbox"}>
        <Suspense fallback={null}>{open}</Suspense>
      </PlainFrame>
    );
  }
  switch (state.kind) {
    case "asking":
      return <StartPage />;
    case "signedOut":
      return (
        <PlainFrame>
          <Suspense fallback={null}>
            <SignedOutPage isSetUpNeeded={state.isSetUpNeeded} onCheck={check} />
          </Suspense>
        </PlainFrame>
      );
    case "failed":
      return <UnreachableNode failure={state.failure} onRetry={check} />;
    case "signedIn": {
      const { session } = state;
      // Nothing of one person or workspace may be left on the page of another.
      return (
        <SessionContext.Provider key={`${session.user.id} ${session.workspace.id}`} value={session}>
          <SignedInPages route={route} onSignOut={leave} onDoubt={doubt} />
        </SessionContext.Provider>
      );
    }
  }
}

/** The page at an address that is for everyone, signed in or not; null for any other. */
function openPage(route: Route, state: SessionState): ReactElement | null {
  switch (route.page) {
    case "setUp":
      return <SetUpPage onDone={() => navigate(leadsPath(), true)} />;
    case "signInLink":
      return <SignInLinkPage />;
    case "invitation":
      return <InvitationPage session={state.kind === "signedIn" ? state.session : null} />;
    case "devMailbox":
      return <DevMailboxPage />;
    default:
      return null;
  }
}
