/** The page as one build made it. */
export interface Release {
  /** Made of all that is in it. */
  readonly version: string;
  /** What `/index.html` of it hashes to, as `integrity` has it. */
  readonly index: string;
  /** The files that the main tasks need. Their names say what is in them. */
  readonly files: readonly string[];
}
