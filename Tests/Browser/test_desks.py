"""A day at the desks: a laboratory from the sealed sample to the report, a weighbridge worked by keyboard alone."""

import os
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone

from axe_playwright_python.sync_playwright import Axe

from console import APPROVER, BASE, DESKTOP, REVIEWER, SAMPLER, TECHNICIAN, ConsoleCase, context_of, new_account

CHINA = timezone(timedelta(hours=8))
TRIP, ITS_BATCH = "20254309000020", "25W-92305-H0004"


def barriers(page):
    """What axe finds on a page."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]


class LaboratoryTests(ConsoleCase):
    def collect(self, code):
        """A sample as a sampler's program hands it in; it was sealed not three hours ago."""
        sampler = context_of(self.browser, SAMPLER, DESKTOP, "zh")
        self.addCleanup(sampler.close)
        token = sampler.request.get(f"{BASE}/v1/session").json()["csrf"]
        parcel = sampler.request.get(f"{BASE}/v1/parcels?limit=1").json()["items"][0]["code"]
        answer = sampler.request.post(
            f"{BASE}/v1/acts/sample-collected", headers={"X-CSRF-Token": token, "Idempotency-Key": code},
            data={"occurredAt": (datetime.now(CHINA) - timedelta(hours=2, minutes=50)).isoformat(timespec="seconds"), "persons": {}, "data": {
                "sample": code, "parcel": parcel, "task": "RW-1", "pattern": "five-point", "points": 5, "grams": 1500, "seal": "FY-1"}})
        self.assertEqual(answer.status, 201, answer.text())

    def row(self, page, at, **cells):
        for name, value in cells.items():
            cell = page.locator(f"[name='f.rows.{at}.{name}']")
            cell.select_option(value) if name == "kind" else cell.fill(value)

    def test_from_the_sealed_sample_to_a_report_by_three_persons(self):
        self.collect("LT25-desk-1")
        page = self.open(account=TECHNICIAN)
        page.click("nav.menu a[href='/desks/samples']")
        page.wait_for_selector("#code:focus")
        page.keyboard.type("LT25-desk-1")
        page.keyboard.press("Enter")
        page.wait_for_url("**code=**")
        self.assertIn("送样剩余 45 小时", page.inner_text("main"))
        page.fill("[name='f.blindCode']", "26N0001")
        page.keyboard.press("F9")
        page.wait_for_url("**/desks/samples?done=**")
        self.assertIn("今天已收 1", page.inner_text("main"))

        page.goto(BASE + "/test-runs")
        page.click("main a[href^='/acts/test-run-measured']")
        page.fill("[name='f.run']", "SJ-desk-1")
        page.select_option("[name='f.unit']", "mg/kg")
        page.select_option("[name='f.item']", "Cd")
        self.row(page, 0, kind="blank", name="空白", readings="0.001 0.001")
        self.row(page, 1, kind="reference", name="GBW(E)100349", readings="0.26 0.27", certified="0.261")
        self.row(page, 2, kind="sample", name="26N0001", readings="0.318 0.322")
        self.row(page, 3, kind="duplicate", name="26N0001", readings="0.316 0.32x")
        page.click("main button.main")
        page.wait_for_selector("[role=alert]:has-text('GL-R-0210')")
        self.row(page, 3, readings="0.316 0.321")
        page.click("main button.main")
        page.wait_for_url("**done=**")
        page.goto(BASE + "/test-runs/SJ-desk-1")
        self.assertIn("✔ 有效", page.inner_text("body"))
        self.assertIn("101.5 %", page.text_content("main figure"), "0.265 of 0.261 was found again")

        approver = self.open(account=APPROVER)
        approver.goto(BASE + "/samples/LT25-desk-1")
        approver.click("summary:has-text('签发')")
        form = "form[action='/acts/report-issued'] "
        approver.fill(form + "[name='f.report']", "BG-desk-1")
        approver.select_option(form + "[name='f.lines.0.item']", "Cd")
        for name, value in {
                "value": "0.32", "method": "GB 5009.15-2023", "lod": "0.002", "loq": "0.005", "run": "SJ-desk-1"}.items():
            approver.fill(form + f"[name='f.lines.0.{name}']", value)
        for name, value in {"compiler": "周立新", "reviewer": "尹红梅", "approver": "龚学文"}.items():
            approver.fill(form + f"[name='p.{name}']", value)
        approver.click(form + "button.main")
        approver.wait_for_url("**waits=**")
        self.assertIn("尚未入账", approver.inner_text("main"))

        reviewer = self.open(account=REVIEWER)
        reviewer.goto(BASE + "/consents")
        self.assertIn("BG-desk-1", reviewer.inner_text("main"))
        reviewer.click("section:has-text('BG-desk-1') button.main")
        reviewer.wait_for_url("**done=**")
        page.goto(BASE + "/reports/BG-desk-1")
        self.assertIn("B 超标", page.inner_text("main"))
        self.assertIn("0.318 · 0.322", page.inner_text("main"))
        self.assertEqual(self.complaints, [])

    def test_samples_are_handed_over_by_one_sheet(self):
        codes = ["LT25-sheet-1", "LT25-sheet-2"]
        for code in codes:
            self.collect(code)
        sampler = self.open(account=SAMPLER)
        sampler.click("nav.menu a[href='/handover']")
        for code in codes:
            self.assertIn(code, sampler.inner_text("main table"))
        self.assertIn(",".join(codes), sampler.get_attribute("a.main[href^='/v1/handover.pdf'] >> nth=-1", "href"), "the youngest come last")
        paper = sampler.context.request.get(f"{BASE}/v1/handover.pdf?samples={','.join(codes)}")
        self.assertEqual((paper.status, paper.headers["content-type"]), (200, "application/pdf"))
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/sheet.pdf", "wb") as file:
                file.write(paper.body())
            subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", "sheet.pdf", "sheet"], cwd=folder, check=True)
            image = min(name for name in os.listdir(folder) if name.endswith(".png"))
            scanned = subprocess.run(["zbarimg", "-q", "--raw", image], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()

        # One scan is the whole list; each bag is scanned then, and one that is not on the list stands out.
        page = self.open(account=TECHNICIAN)
        page.goto(BASE + "/desks/samples")
        page.wait_for_selector("#code:focus")
        page.keyboard.type(scanned)
        page.keyboard.press("Enter")
        page.wait_for_selector("main:has-text('单上 2 个 · 已收 0 · 拒收 0 · 未到 2')")
        page.wait_for_selector("#code:focus")
        page.keyboard.type("LT25-other-1")
        page.keyboard.press("Enter")
        page.wait_for_selector("[role=alert]:has-text('不在这张交接单上')")
        for number, code in enumerate(codes):
            page.fill("#code", code)
            page.keyboard.press("Enter")
            page.wait_for_url(f"**code={code}")
            page.fill("[name='f.blindCode']", f"26N010{number}")
            page.keyboard.press("F9")
            page.wait_for_selector(f"main:has-text('已收 {number + 1} · 拒收 0 · 未到 {1 - number}')")
        self.assertEqual(self.complaints, [])

    def test_a_broken_seal_is_refused_with_its_reason(self):
        self.collect("LT25-desk-2")
        page = self.open(account=TECHNICIAN)
        page.goto(BASE + "/desks/samples?code=LT25-desk-2")
        page.uncheck("[name='f.sealIntact']")
        page.keyboard.press("F9")
        page.wait_for_selector("[role=alert]:has-text('GL-R-')")
        page.wait_for_load_state()
        page.uncheck("[name='f.accepted']")
        page.fill("[name='f.reason']", "封签破损")
        page.keyboard.press("F9")
        page.wait_for_url("**/desks/samples?done=**")
        self.assertIn("拒收 1", page.inner_text("main"))
        self.assertNotIn("blindCode", page.request.get(f"{BASE}/v1/samples/LT25-desk-2").json(), "a refused sample has none")

    def test_no_barrier_in_the_forms_of_the_desks_and_in_what_is_wrong_with_them(self):
        self.collect("LT25-desk-3")
        for language in ("zh", "en"):
            page = self.open(language=language, account=TECHNICIAN, bypass_csp=True)
            page.goto(BASE + "/desks/samples?code=LT25-desk-3")
            self.assertEqual(barriers(page), [])
            page.goto(BASE + "/acts/test-run-measured")
            self.row(page, 0, kind="reference", name="GBW", readings="0.2,0.3", certified="about 0.2")
            page.eval_on_selector("form.act", "form => { form.noValidate = true }")
            page.click("main button.main")
            page.wait_for_selector("[role=alert]")
            self.assertEqual(barriers(page), [])
            for link in page.locator("[role=alert] a").all():
                self.assertEqual(page.locator(link.get_attribute("href").replace(".", "\\.")).count(), 1)


class WeighbridgeTests(ConsoleCase):
    OPERATOR = None

    def at_the_facility(self, **options):
        """A page of who receives the trip."""
        cls = type(self)
        cls.OPERATOR = cls.OPERATOR or new_account("operator-yuanjiang", "facility-operator", "91430981MAQN1GM12X", "430981")
        return self.open(account=cls.OPERATOR, **options)

    def come(self, page, *words):
        """At the gate, by keys alone: manifest, plate, tag."""
        page.goto(BASE + "/desks/weighbridge")
        page.wait_for_selector("#manifest:focus")
        for at, word in enumerate(words):
            page.keyboard.type(word)
            page.keyboard.press("Tab" if at < len(words) - 1 else "Enter")
        page.wait_for_url("**manifest=**")

    def test_a_truck_with_another_batch_is_not_weighed_in(self):
        page = self.at_the_facility()
        self.come(page, TRIP, "湘H00000", "25W-90201-H0005")
        shown = page.inner_text("main")
        self.assertIn("车上是另一批粮", shown)
        self.assertEqual(shown.count("不符"), 2)
        self.assertEqual(page.locator("form[action='/acts/manifest-confirmed']").count(), 0)
        self.assertIn(ITS_BATCH, page.input_value("form[action='/acts/manifest-refused'] [name='f.reason']"))
        self.assertEqual(self.complaints, [])
        # The next truck is fetched from where the keyboard is, whatever lies open.
        page.fill("#manifest", "20254309000032")
        page.press("#batch", "Enter")
        page.wait_for_url("**manifest=20254309000032**")

    def test_no_barrier_at_the_weighbridge(self):
        for language in ("zh", "en"):
            page = self.at_the_facility(language=language, bypass_csp=True)
            for tag in (ITS_BATCH, "25W-90201-H0005"):
                page.goto(f"{BASE}/desks/weighbridge?manifest={TRIP}&batch={tag}")
                self.assertEqual(page.locator("form.act").count(), 1)
                self.assertEqual(barriers(page), [])

    def test_a_difference_is_explained_before_it_is_booked(self):
        page = self.at_the_facility()
        self.come(page, TRIP, "", ITS_BATCH)
        self.assertIn("相符", page.inner_text("main"))
        loaded = page.request.get(f"{BASE}/v1/manifests/{TRIP}").json()
        net, tare = loaded["loadedGrams"] // 1000 - 150, loaded["loadedTareGrams"] // 1000
        page.wait_for_load_state()
        page.focus("form.act select >> nth=0")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.type(str(net + tare))
        page.keyboard.press("Enter")
        page.keyboard.type(str(tare))
        self.assertIn(f"{net // 1000}", page.inner_text("[data-net]"))
        page.keyboard.press("F8")
        page.wait_for_selector("[role=status], [role=alert]")
        self.assertIn("−150 公斤", page.inner_text("main"))
        page.click("[role=status] summary")
        self.assertEqual(page.locator("[role=status] details li").count(), 4)
        self.assertIn("超过允差", page.inner_text("[role=status]"))
        self.assertEqual(page.request.get(f"{BASE}/v1/manifests/{TRIP}").json()["state"], loaded["state"], "nothing is booked")
        self.assertEqual(self.complaints, [])

    def test_the_desk_says_which_bin_takes_grain_of_which_class_and_why_the_others_do_not(self):
        page = self.open(account="weigher-1")
        page.goto(BASE + "/desks/receiving")
        said = {}
        for row in page.locator("section:has-text('哪个仓能进') tbody tr").all():
            said[row.locator("th a").inner_text()] = [cell.inner_text() for cell in row.locator("td").all()[1:]]
        self.assertEqual(said["1号仓"], ["✔ 能进"] + ["只进合格粮"] * 4)
        self.assertEqual(said["4号仓(超标C)"], ["只进超标粮", "存着别的等级", "✔ 能进", "存着别的等级", "只进超标粮"])
        self.assertEqual(said["6号仓(待检)"][0], "合格粮不进待检仓")
        self.assertEqual(self.complaints, [])

    def test_a_growers_truck_by_keyboard_alone(self):
        page = self.open(account="weigher-1")
        parcel = page.request.get(f"{BASE}/v1/parcels?limit=1").json()["items"][0]["code"]
        page.click("nav.menu a[href='/desks/receiving']")
        page.wait_for_load_state()
        page.focus("form.act [name='f.ticket']")
        typed = {"f.plate": "湘HA1234", "f.grossGrams": "30680", "f.tareGrams": "12340", "f.moisture": "13.5", "f.impurity": "0.8",
                 "f.sources.0.parcel": parcel, "p.grower": "崔卫东", "p.witness": "王建国", "p.keeper": "周姐"}
        for _ in range(30):
            name, kind = page.evaluate("() => [document.activeElement.name, document.activeElement.tagName]")
            if kind == "BUTTON":
                break
            if name == "f.bin":
                for _ in range(20):
                    page.keyboard.press("ArrowDown")
                    if "待检仓" in page.evaluate("() => document.activeElement.selectedOptions[0].textContent"):
                        break
            elif kind == "SELECT":
                page.keyboard.press("ArrowDown")
            elif name in typed:
                page.keyboard.type(typed.pop(name))
            page.keyboard.press("Enter")
        self.assertEqual(typed, {})
        self.assertEqual(page.inner_text("[data-net]"), "18\u202f340")
        page.keyboard.press("F8")
        page.wait_for_selector("[role=status]:has-text('核对通过')")
        page.keyboard.press("F9")
        page.wait_for_url("**done=**")
        # Its ticket is printed at the window, and the grain lies in a batch of its own.
        row = page.locator("main tr:has-text('湘HA1234')").first
        self.assertIn("18\u202f340", row.inner_text())
        ticket = page.request.get(BASE + row.locator("a[href$='ticket.pdf']").get_attribute("href"))
        text = subprocess.run(["pdftotext", "-", "-"], input=ticket.body(), capture_output=True, check=True).stdout.decode()
        self.assertIn("湘HA1234", text)
        row.locator("a[href^='/batches/']").click()
        self.assertIn("物料平衡", page.inner_text("main"))
        self.assertEqual(self.complaints, [])
