/** A change of address under way: both addresses are to be confirmed, in any order. */
export interface EmailChangeState {
  readonly newEmail: string;
  /** The addresses that a code was sent to; empty before. */
  readonly waiting: readonly string[];
  readonly confirmed: readonly string[];
  readonly isDone: boolean;
}

export type EmailChangeEvent =
  | { readonly kind: "typed"; readonly email: string }
  | { readonly kind: "sent"; readonly addresses: readonly string[] }
  | { readonly kind: "confirmed"; readonly email: string; readonly state: "halfway" | "changed" }
  | { readonly kind: "gaveUp" };

export const noEmailChange: EmailChangeState = { newEmail: "", waiting: [], confirmed: [], isDone: false };

export function emailChangeReducer(state: EmailChangeState, event: EmailChangeEvent): EmailChangeState {
  switch (event.kind) {
    case "typed":
      return { ...state, newEmail: event.email, isDone: false };
    case "sent":
      return { ...state, waiting: event.addresses, confirmed: [], isDone: false };
    case "confirmed":
      if (event.state === "changed") return { ...noEmailChange, isDone: true };
      return {
        ...state,
        waiting: state.waiting.filter((email) => email !== event.email),
        confirmed: [...state.confirmed, event.email],
      };
    case "gaveUp":
      return noEmailChange;
  }
}
