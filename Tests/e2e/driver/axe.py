"""axe-core, as a package of PyPI brings it: the accessibility rules of WCAG 2.1 A and AA, run in a page.

Used as it is, in tests alone (MPL 2.0); nothing of it is in the product.
"""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@cache
def script() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text()


def violations(page: Page, *rules: str) -> list[str]:
    """Each of the rules (all, unless named) that is broken, with what breaks it; what is within frames of others is left to them."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(script())
    found = page.evaluate(
        """async rules => (await axe.run(document, {
            runOnly: rules, iframes: false, resultTypes: ["violations"],
        })).violations.map(({id, help, nodes}) => ({id, help, at: nodes.map(({html}) => html.slice(0, 160))}))""",
        {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": RULES})
    return [f"{one['id']}: {one['help']}: {at}" for one in found for at in one["at"]]
