"""Single sign-on in a browser, through a real OpenID provider: from the door out, back, and to the workbench."""

import os
import pathlib
import subprocess
import sys
import unittest
import urllib.error
import urllib.request

from axe_playwright_python.sync_playwright import Axe

from console import BASE, DESKTOP, PHONE, ConsoleCase

PORT = os.environ["GRAINLEDGER_PROVIDER_PORT"]
ISSUER = f"http://localhost:{PORT}"
HOME = pathlib.Path(os.environ["GRAINLEDGER_DATA"]) / "provider"
SCRIPT = pathlib.Path(__file__).parent.parent / "Provider" / "lemonldap.py"
IS_THERE = pathlib.Path("/usr/share/perl5/Lemonldap/NG/Portal/Issuer/OpenIDConnect.pm").exists()
REASON = "LemonLDAP::NG is not installed (liblemonldap-ng-portal-perl, libstring-random-perl)"


def command(*words):
    book = f"{os.environ['GRAINLEDGER_DATA']}/book"
    subprocess.run([os.environ["GRAINLEDGER_PROGRAM"], *words, "--embedded", book], check=True, capture_output=True)


@unittest.skipUnless(IS_THERE or os.environ.get("CI"), REASON)
class SingleSignOnCase(ConsoleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start()
        command("account", "link", "keeper-1", "--issuer", ISSUER, "--subject", "dwho")
        command("account", "link", "officer-yiyang-2", "--issuer", ISSUER, "--subject", "rtyler")

    @classmethod
    def tearDownClass(cls):
        cls.stop()
        super().tearDownClass()

    @classmethod
    def start(cls):
        """The provider, as a process; waits until it publishes its keys."""
        with open(HOME.with_suffix(".log"), "a") as log:
            cls.provider = subprocess.Popen(
                [sys.executable, str(SCRIPT), "serve", str(HOME), PORT, f"{BASE}/sign-in/openid/return"],
                stdout=log, stderr=log)
        while cls.provider.poll() is None:
            try:
                with urllib.request.urlopen(f"{ISSUER}/oauth2/jwks", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, ConnectionError):
                continue
        raise AssertionError(HOME.with_suffix(".log").read_text())

    @classmethod
    def stop(cls):
        cls.provider.kill()
        cls.provider.wait()

    def door(self, size=DESKTOP, language="zh", **options):
        """The door, in a browser that nobody signed in with."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN" if language == "zh" else "en-US", **options)
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(BASE + "/batches")
        self.assertEqual(page.locator("#password").count(), 1)
        return page

    def at_provider(self, page, person):
        page.wait_for_url(f"{ISSUER}/**")
        page.fill("#userfield", person)
        page.fill("#passwordfield", person)
        page.click("button[type=submit]")

    def test_from_the_door_to_the_page_that_was_wanted(self):
        page = self.door()
        page.click("text=用统一身份认证登录")
        self.at_provider(page, "dwho")
        page.wait_for_url(f"{BASE}/batches")
        self.assertEqual(page.locator("nav.menu").count(), 1)
        names = {one["name"]: one for one in page.context.cookies(BASE)}
        self.assertNotIn("__Host-grainledger-openid", names)
        self.assertTrue(names["__Host-grainledger"]["httpOnly"] and names["__Host-grainledger"]["secure"])

    def test_our_side_needs_no_javascript(self):
        page = self.door(language="en")
        page.route(f"{BASE}/**/*.js", lambda route: route.abort())
        page.click("text=Sign in with single sign-on")
        self.at_provider(page, "dwho")
        page.wait_for_url(f"{BASE}/batches")

    def test_an_officer_gives_his_code_here(self):
        page = self.door(size=PHONE, language="en", bypass_csp=True)
        page.click("text=Sign in with single sign-on")
        self.at_provider(page, "rtyler")
        page.wait_for_url(f"{BASE}/sign-in/openid/factor")
        self.assertEqual(Axe().run(page).response["violations"], [])
        page.fill("#factor", "000000")
        page.click("button.main")
        self.assertEqual(page.locator("[role=alert]").count(), 1)

    def test_who_is_not_bound_is_told_his_number(self):
        for language, words in (("zh", "msmith"), ("en", "msmith")):
            page = self.door(language=language)
            page.click(".way a")
            self.at_provider(page, "msmith")
            page.wait_for_url(f"{BASE}/sign-in/openid/return?**")
            self.assertIn(words, page.inner_text("[role=alert]"))
            self.assertNotIn("code=", page.content())

    def test_keys_change_while_the_book_runs(self):
        self.stop()
        subprocess.run([sys.executable, str(SCRIPT), "rotate", str(HOME)], check=True)
        self.start()
        page = self.door()
        page.click(".way a")
        self.at_provider(page, "dwho")
        page.wait_for_url(f"{BASE}/batches")

    def test_no_barrier_at_the_door(self):
        for language in ("zh", "en"):
            page = self.door(language=language, bypass_csp=True)
            found = Axe().run(page).response["violations"]
            self.assertEqual([(one["id"], one["nodes"][0]["html"][:120]) for one in found], [])
