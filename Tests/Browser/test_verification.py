"""A dossier verified in the browser, on the page as served and on the page that was kept, with the network off."""

import os
import subprocess
import tempfile
import zipfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from console import BASE, DESKTOP, PHONE, ConsoleCase

BATCH = "25W-90201-H0005"


class VerificationCase(ConsoleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        folder = Path(cls.folder.name)
        cls.dossier = folder / "dossier.zip"
        subprocess.run(
            [os.environ["GRAINLEDGER_PROGRAM"], "dossier", "build", BATCH, "-o", str(cls.dossier), "--embedded",
             os.environ["GRAINLEDGER_BOOK"]], check=True, capture_output=True)
        cls.changed = folder / "changed.zip"
        with zipfile.ZipFile(cls.dossier) as source, zipfile.ZipFile(cls.changed, "w", zipfile.ZIP_STORED) as copy:
            names = [one for one in source.namelist() if one.startswith("records/")]
            cls.record = names[3].removeprefix("records/").removesuffix(".json")
            for name in source.namelist():
                content = source.read(name)
                if name == names[3]:
                    content = content.replace(b'"grams":', b'"gramz":', 1) if b'"grams":' in content else content[:-1] + b" }"
                copy.writestr(name, content)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()
        super().tearDownClass()

    def setUp(self):
        self.complaints = []

    def visitor(self, size=DESKTOP, language="zh", **options):
        """Somebody without an account."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN" if language == "zh" else "en-US", **options)
        self.addCleanup(context.close)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def verify(self, page, path):
        page.set_input_files("#dossier", str(path))
        page.wait_for_selector("html[data-verified]", state="attached")
        return page.inner_text("#outcome")

    def test_a_whole_dossier_has_no_fault_and_says_what_was_not_checked(self):
        page = self.visitor()
        page.goto(BASE + "/verify/")
        said = self.verify(page, self.dossier)
        self.assertIn("没有发现问题", said)
        self.assertIn(BATCH, said)
        self.assertIn("公钥取自档案本身", said)
        self.assertEqual(page.locator(".seal.good").count(), 6)
        page.click("#language")
        self.assertIn("No fault was found", page.inner_text("#outcome"))
        self.assertEqual(self.complaints, [])

    def test_a_changed_record_is_named(self):
        page = self.visitor()
        page.goto(BASE + "/verify/")
        said = self.verify(page, self.changed)
        self.assertIn(self.record, said)
        self.assertIn("GL-E-0124", said)
        self.assertEqual(page.locator(".seal.bad").count(), 2)
        self.assertIn("没有发现问题", self.verify(page, self.dossier))

    def test_what_is_no_dossier_is_told_so(self):
        page = self.visitor()
        page.goto(BASE + "/verify/")
        self.assertIn("读不出来", self.verify(page, __file__))

    def test_the_page_that_was_kept_works_from_a_disk_without_network(self):
        page = self.visitor()
        page.goto(BASE + "/verify/")
        with page.expect_download() as download:
            page.click(".keep a")
        kept = Path(self.folder.name) / download.value.suggested_filename
        download.value.save_as(kept)
        page.context.set_offline(True)
        page.goto(kept.as_uri())
        self.assertIn("没有发现问题", self.verify(page, self.dossier))
        page.goto(kept.as_uri())
        self.assertIn(self.record, self.verify(page, self.changed))
        self.assertEqual(page.locator(".keep").count(), 0)
        self.assertEqual(self.complaints, [])

    def test_no_barrier_and_no_overflow(self):
        for size in (DESKTOP, PHONE):
            for language in ("zh", "en"):
                page = self.visitor(size, language, bypass_csp=True)
                page.goto(BASE + "/verify/")
                self.verify(page, self.changed)
                faults = [(one["id"], [node["html"] for node in one["nodes"]]) for one in Axe().run(page).response["violations"]]
                self.assertEqual(faults, [], (size, language))
                self.assertLessEqual(
                    page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), 0)
