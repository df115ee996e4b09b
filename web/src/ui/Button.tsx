import { type ButtonHTMLAttributes, forwardRef } from "react";

const looks = {
  primary: "bg-accent text-on-accent hover:brightness-110",
  plain: "border border-line bg-surface hover:bg-sunken",
  danger: "bg-bad text-on-bad hover:brightness-110",
  quiet: "text-muted hover:bg-sunken hover:text-ink",
};

export type ButtonLook = keyof typeof looks;

/** The look of anything that acts like a button, links included. */
export function buttonClass(look: ButtonLook): string {
  return `inline-flex min-h-9 items-center justify-center gap-1.5 rounded-lg px-3 font-medium whitespace-nowrap transition-colors aria-disabled:opacity-60 ${
    looks[look]
  }`;
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook;
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look = "plain", type = "button", className = "", ...attributes },
  ref,
) {
  return <button ref={ref} type={type} className={`${buttonClass(look)} ${className}`} {...attributes} />;
});
