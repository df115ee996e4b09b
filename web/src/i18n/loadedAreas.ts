import type { Language } from "./Language.ts";

/** Has the sentences of one part in a language, once it resolves. */
export type LoadWords = (language: Language) => Promise<void>;

/** The parts whose scripts are loaded, and the languages that they are read in. */
export class LoadedAreas {
  private readonly areas: LoadWords[] = [];
  private readonly languages = new Set<Language>();
  private readonly pending = new Map<string, Promise<void>>();

  /** A part has been loaded: its sentences are begun with. */
  add(load: LoadWords): void {
    this.areas.push(load);
    // Whoever shows the part waits for them, and hears of what keeps them away.
    this.ready().catch(() => {});
  }

  /** From now on, every part is wanted in this language; resolves when those that are here have it. */
  speak(language: Language): Promise<void> {
    this.languages.add(language);
    return this.ready();
  }

  /** Resolves when every part that is here has its sentences; what failed before is tried again. */
  async ready(): Promise<void> {
    const all = this.areas.flatMap((load, area) =>
      [...this.languages].map((language) => this.once(area, load, language))
    );
    await Promise.all(all);
  }

  private once(area: number, load: LoadWords, language: Language): Promise<void> {
    const name = `${area} ${language}`;
    let loading = this.pending.get(name);
    if (loading === undefined) {
      loading = load(language);
      loading.catch(() => this.pending.delete(name));
      this.pending.set(name, loading);
    }
    return loading;
  }
}

export const loadedAreas = new LoadedAreas();
