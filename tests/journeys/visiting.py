"""A person at a real browser: finds things by role and name as people do, and notes whatever should not happen."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Download, Locator, Page, Request, Route

from config import settings

EXIT_HOST = urlsplit(settings.STIGEN_EXIT_ADDRESS).netloc
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
}
REPORT_POLICY_BREACHES = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy broken: ${event.violatedDirective} by ${event.blockedURI}`));
"""


class Visitor:
    """One browser with one page. ``noise`` is what the console complained of, ``strangers`` hosts that were asked."""

    def __init__(self, context: BrowserContext, home: str, *, has_script: bool = True, is_desk: bool = False) -> None:
        self.home = home
        self.has_script = has_script
        self.is_desk = is_desk
        self.noise: list[str] = []
        self.strangers: set[str] = set()
        self.faults: list[str] = []
        self.context = context
        context.set_default_timeout(10_000)
        context.route(lambda url: not url.startswith((home, "data:")), self._turn_away)
        context.add_init_script(REPORT_POLICY_BREACHES)
        self.page: Page = context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.home + path)
        self.look()

    def press(self, name: str | re.Pattern[str], *, role: Any = "button") -> None:
        """Press what leads to another page, and look at that page."""
        with self.page.expect_navigation():
            self.find(name, role=role).click()
        self.look()

    def find(self, name: str | re.Pattern[str], *, role: Any = "button") -> Locator:
        return self.page.get_by_role(role, name=name, exact=isinstance(name, str)).first

    def choose(self, name: str | re.Pattern[str], *, group: str = "") -> None:
        """Tap an answer, in the group of that name where there are several."""
        among = self.page.get_by_role("group", name=group) if group else self.page
        exact = isinstance(name, str)
        among.get_by_role("radio", name=name, exact=exact).or_(
            among.get_by_role("checkbox", name=name, exact=exact)
        ).first.check()

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def look(self) -> None:
        """Hold the page to the accessibility rules. (Without script they cannot be asked.)"""
        if not self.has_script or urlsplit(self.page.url).netloc == EXIT_HOST:
            return
        self.page.wait_for_load_state()
        found = Axe().run(self.page, options=RULES)
        for fault in found.response["violations"]:
            where = "; ".join(f"{node['target']} {node['html'][:160]}" for node in fault["nodes"][:3])
            self.faults.append(f"{urlsplit(self.page.url).path}: {fault['id']} – {fault['help']}: {where}")

    def picture(self, name: str) -> None:
        """Keep the page as a picture where ``STIGEN_SHOTS`` says so, for eyes to judge."""
        if folder := os.environ.get("STIGEN_SHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=self.is_desk)

    def download(self, press: Locator) -> bytes:
        with self.page.expect_download() as waiting:
            press.click()
        kept: Download = waiting.value
        return kept.path().read_bytes()

    def is_content(self) -> None:
        """Nothing was amiss on any page this visitor came by."""
        assert not self.faults, "\n".join(sorted(set(self.faults)))
        assert not self.noise
        assert self.strangers <= {EXIT_HOST}

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.noise.append(message.text)

    def _turn_away(self, route: Route, request: Request) -> None:
        self.strangers.add(urlsplit(request.url).netloc)
        route.fulfill(body="<!doctype html><title>Väder</title><h1>Vädret</h1>", content_type="text/html")
