"""Every page, in both languages, on a desk and on a telephone: no barrier, no overflow, no violation of the policy."""

from axe_playwright_python.sync_playwright import Axe

from console import BASE, DESKTOP, OFFICER, OTHERS, PAGES, PHONE, ConsoleCase

# Scripts before which nothing is painted.
BLOCKING = """() => [...document.scripts].filter(one => !one.defer && !one.async && one.type !== "module").map(one => one.src)"""


class PageCase(ConsoleCase):
    def check(self, language, size, **options):
        for account, pages in {OFFICER: PAGES, **OTHERS}.items():
            page = self.open(size, language, account, **options)
            self.look_at(page, pages, language, size, **options)
        return page

    def look_at(self, page, pages, language, size, **options):
        for address in pages:
            with self.subTest(page=address, language=language, size=size, **options):
                answer = page.goto(BASE + self.address(page, address))
                self.assertEqual(answer.status, 404 if address == "/no-such-page" else 200)
                self.assertEqual(page.locator("h1").count(), 1)
                self.assertGreater(len(page.inner_text("main").strip()), 20, "a page without words")
                self.assertEqual(page.evaluate(BLOCKING) if options.get("java_script_enabled", True) else [], [])
                if address.startswith("/acts/"):
                    self.assertEqual(page.locator("form.act").count(), 1, "a form, and not the page that there is none")
                self.assertEqual(page.get_attribute("html", "lang"), {"zh": "zh-CN", "en": "en"}[language])
                if options.get("java_script_enabled", True):
                    wider = page.evaluate(
                        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    self.assertLessEqual(wider, 0, "the page is wider than the screen")
                self.assertEqual(self.complaints, [])

    def test_chinese_on_a_desk(self):
        self.check("zh", DESKTOP)

    def test_english_on_a_desk(self):
        self.check("en", DESKTOP)

    def test_chinese_on_a_telephone(self):
        self.check("zh", PHONE)

    def test_english_on_a_telephone(self):
        self.check("en", PHONE)

    def test_without_javascript(self):
        self.check("zh", DESKTOP, java_script_enabled=False)

    def test_without_javascript_in_english(self):
        self.check("en", PHONE, java_script_enabled=False)

    def test_large_type(self):
        page = self.open(PHONE)
        page.goto(BASE + "/?type=large")
        page.goto(BASE + "/batches/25W-90201-H0005")
        self.assertEqual(page.evaluate("() => getComputedStyle(document.documentElement).fontSize"), "20px")
        self.assertLessEqual(
            page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), 0)

    def barriers(self, language, size=DESKTOP):
        axe = Axe()
        for account, pages in {OFFICER: PAGES, **OTHERS}.items():
            page = self.open(size, language, account, bypass_csp=True)
            for address in pages:
                with self.subTest(page=address, language=language):
                    page.goto(BASE + self.address(page, address))
                    found = axe.run(page).response["violations"]
                    said = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
                    self.assertEqual(said, [])

    def test_no_barrier_in_chinese(self):
        self.barriers("zh")

    def test_no_barrier_in_english(self):
        self.barriers("en")

    def test_no_barrier_on_a_telephone(self):
        self.barriers("zh", PHONE)
