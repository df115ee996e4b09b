"""The page from a folder, in the place of the one that the binary holds: what was changed is tried without building it."""

import mimetypes
import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Route

# Not what the node answers itself, whatever is in the folder. A pattern, which the browser matches: all that a function is
# asked about would wait for a test that is busy with something else.
PAGE = re.compile(r"^https?://[^/]+/(?!(api|realtime|storage|auth|health|metrics)(/|$))")


def serve_page(context: BrowserContext, folder: Path) -> None:
    """Answers the context's questions for the page out of `folder`, which `web/build` has written."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = folder / path.lstrip("/")
        if file.is_file():
            route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        elif route.request.is_navigation_request() and route.request.frame.parent_frame is None:
            # With the node's own headers, so that the page runs under its rules.
            route.fulfill(response=route.fetch(), path=folder / "index.html")
        else:
            route.continue_()

    context.route(PAGE, answer)
