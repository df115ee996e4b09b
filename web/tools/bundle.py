"""What esbuild noted of the page (a metafile), weighed as it is sent once that is packed."""

import json
from functools import cached_property
from pathlib import Path

WEB = Path(__file__).resolve().parents[1]
DIST = WEB / "dist"
ASSETS = DIST / "assets"
LANGUAGES = ("english.ts", "french.ts")


class Bundle:
    def __init__(self) -> None:
        noted = json.loads((WEB / ".build" / "meta.json").read_text())["outputs"]
        self.outputs = {Path(name).name: output for name, output in noted.items() if name.endswith(".js")}
        self.entries = {output["entryPoint"]: name for name, output in self.outputs.items() if output.get("entryPoint")}
        # What is there once the page has started.
        self.there = self.closure({self.entries["src/main.tsx"]})

    @cached_property
    def weights(self) -> dict[str, int]:
        return {name: (ASSETS / f"{name}.gz").stat().st_size for name in self.outputs}

    @cached_property
    def early_theme(self) -> str:
        return next(ASSETS.glob("earlyTheme-*.js")).name

    def parts(self) -> list[str]:
        """The sources whose scripts are loaded later."""
        return [source for source, name in self.entries.items() if name not in self.there and not source.endswith(LANGUAGES)]

    def closure(self, names: set[str]) -> set[str]:
        """The files, and all that they import at once."""
        whole = set(names)
        while more := {Path(one["path"]).name for name in whole for one in self.outputs[name]["imports"] if one["kind"] != "dynamic-import"} - whole:
            whole |= more
        return whole

    def files(self, part: str) -> set[str]:
        """The scripts that a part adds to those that are there."""
        return self.closure({self.entries[part]}) - self.there

    def catalogues(self, files: set[str]) -> dict[str, set[str]]:
        """The scripts of the sentences that are fetched with these files, by language."""
        wanted = {Path(one["path"]).name for name in files for one in self.outputs[name]["imports"] if one["kind"] == "dynamic-import"}
        return {language: {name for source, name in self.entries.items() if name in wanted and source.endswith(f"/{language}")} for language in LANGUAGES}

    def weight(self, files: set[str]) -> int:
        """Bytes (gzip), with the sentences: of the two languages one is fetched, and the longer one counts."""
        own = sum(self.weights[name] for name in files)
        return own + max(sum(self.weights[name] for name in sentences) for sentences in self.catalogues(files).values())

    def first(self) -> int:
        """Bytes before the first page shows."""
        early = (ASSETS / f"{self.early_theme}.gz").stat().st_size
        sentences = max(self.weights[self.entries[f"src/i18n/{language}"]] for language in LANGUAGES)
        return early + sentences + sum(self.weights[name] for name in self.there)
