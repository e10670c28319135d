"""A person at a real browser: finds things by role and name as people do, and notes whatever should not happen."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Download, Locator, Page, Request

from participation.models import User

PDF = "application/pdf"
PASSWORD = "en lång mening här"
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

    def __init__(
        self,
        context: BrowserContext,
        home: str,
        *,
        has_script: bool = True,
        is_desk: bool = False,
        is_ours: bool = True,
    ) -> None:
        self.home = home
        self.may_be_held = has_script and is_ours
        self.is_desk = is_desk
        self.noise: list[str] = []
        self.strangers: set[str] = set()
        self.faults: list[str] = []
        self.context = context
        context.set_default_timeout(10_000)
        context.on("request", self._note_host)
        context.add_init_script(REPORT_POLICY_BREACHES)
        self.page: Page = context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.home + path)
        self.look()

    def press(self, name: str | re.Pattern[str], *, role: Any = "button", look: bool = True) -> None:
        """Press what leads to another page, and look at that page."""
        with self.page.expect_navigation():
            self.find(name, role=role).click()
        if look:
            self.look()

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.press(name, role="link")

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)

    def sign_in(self, user: User) -> None:
        self.go("/staff/login/")
        self.fill("E-post", user.email)
        self.fill("Lösenord", PASSWORD)
        self.press("Logga in")

    def come_in(self, code: str) -> None:
        """From the door to the first question."""
        self.go("/")
        self.page.get_by_role("textbox").fill(code)
        self.press("Gå vidare")
        self.press(re.compile("^Ja, "))

    def is_asked(self) -> bool:
        return "/steg/" in self.page.url

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
        if not self.may_be_held:
            return
        self.page.wait_for_load_state()
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.faults.append(f"{urlsplit(self.page.url).path}: is wider than the screen")
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

    def open_pdf(self, name: str) -> bytes:
        """Press what opens a PDF in the browser, and come back."""
        with self.page.expect_response(lambda answer: answer.headers.get("content-type") == PDF) as waiting:
            self.find(name).click()
        # The browser hands over its viewer's page; so ask once more, signed in as it is.
        pdf = self.context.request.get(waiting.value.url).body()
        self.page.go_back()
        return pdf

    def is_content(self) -> None:
        """Nothing was amiss on any page this visitor came by."""
        assert not self.faults, "\n".join(sorted(set(self.faults)))
        assert not self.noise
        assert not self.strangers

    def _listen(self, message: ConsoleMessage) -> None:
        # A PDF cannot name an icon as our pages do, so the browser asks for one by guess.
        is_guess = message.location["url"].endswith("/favicon.ico")
        if message.type in ("error", "warning") and not is_guess:
            self.noise.append(message.text)

    def _note_host(self, request: Request) -> None:
        if request.url.startswith(("http", "ws")) and not request.url.startswith(self.home):
            self.strangers.add(urlsplit(request.url).netloc)
