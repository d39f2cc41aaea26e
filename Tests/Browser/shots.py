"""Pictures that show the console, made from the example season."""

import os
import sys
import unittest

from playwright.sync_api import sync_playwright

from console import BASE, MANAGER, OFFICER, context_of
from field import WEIGHER, FieldCase

DESK, PHONE = (1440, 900), (390, 844)
BATCH = "/batches/25W-90201-H0005"
SHOTS = [
    ("X01-workbench", "/", "zh", DESK, {}),
    ("X02-overdue", "/deadlines", "zh", DESK, {}),
    ("X02-notice", "/deadlines/handover:20254309000020:25W-92305-H0004/notice", "zh", DESK, {}),
    ("X03-batch", BATCH, "zh", DESK, {}),
    ("X04-batch-english", BATCH, "en", DESK, {}),
    ("X05-import", "/imports", "zh", DESK, {"file": "lab_reports.csv"}),
    ("X06-test-run", "/test-runs/CQ20251013-01", "zh", DESK, {}),
    ("X06-test-run-void", "/test-runs/ZJ20251017-02", "zh", DESK, {}),
    ("X07-weighbridge", "/desks/weighbridge?manifest=20254309000020&plate=湘H00000&batch=25W-90201-H0005", "zh", DESK, {}),
    ("X08-difference", "/manifests/20254309000026", "zh", DESK, {"open": "details"}),
    ("differences", "/differences", "zh", DESK, {}),
    ("sampling", "/sampling", "zh", DESK, {}),
    ("receiving", "/desks/receiving", "zh", DESK, {"account": MANAGER}),
    ("recall", "/recall?parcel=43090210200001,43090210200002,43090210200003", "zh", DESK, {}),
    ("X09-depots", "/depots", "zh", DESK, {}),
    ("X13-large-type", BATCH + "?type=large", "zh", PHONE, {}),
    ("X14-map", "/map", "zh", DESK, {}),
    ("X15-sankey", "/disposals", "zh", DESK, {}),
    ("X16-dossier", BATCH + "/dossier", "zh", DESK, {"print": True}),
    ("X18-report", "/bureau-reports?period=2025-11", "zh", DESK, {}),
    ("X24-without-style", BATCH, "zh", DESK, {"bare": True}),
    ("phone-workbench", "/", "zh", PHONE, {}),
    ("rounding-trace", "/reports/CQ-25-00001", "zh", DESK, {}),
    ("rules", "/rules", "zh", DESK, {}),
]


def in_micrograms():
    """A laboratory's file that was written in µg/kg under a head of mg/kg."""
    heads = "报告编号,样品编号,检测项目,检测结果(mg/kg),检测方法,检出限(mg/kg),定量限(mg/kg),编制人,审核人,批准人,签发时间,上机批号,替代报告编号"
    values = (45, 120, 150, 180, 190, 210, 235, 260, 310, 480)
    return "\n".join([heads] + [
        f"ZJ-25-9{at:04},LT25-972-{at:05},镉,{value},GB 5009.268-2016,0.002,0.005,周立新,尹红梅,龚学文,2025-12-14 15:07,ZJ20251013-01,"
        for at, value in enumerate(values, 1)]) + "\n"


def shoot(browser, target, name, address, language, size, how):
    context = context_of(browser, how.get("account", OFFICER), size, language, java_script_enabled=not how.get("bare"))
    page = context.new_page()
    if how.get("bare"):
        page.route("**/*.css", lambda route: route.abort())
    if how.get("print"):
        page.emulate_media(media="print")
    page.goto(BASE + address)
    if "file" in how:
        page.set_input_files("#files", {"name": how["file"], "mimeType": "text/csv", "buffer": in_micrograms().encode()})
        page.click("button.main")
        page.wait_for_selector(".notice.bad")
    if "open" in how:
        page.click("main details:not(.fold):not(.data) summary")
    page.screenshot(path=os.path.join(target, name + ".png"), full_page=True)
    context.close()


with sync_playwright() as driver:
    chromium = driver.chromium.launch(executable_path=os.environ["GRAINLEDGER_BROWSER"], args=["--no-sandbox"])
    for shot in SHOTS:
        shoot(chromium, sys.argv[1], *shot)
        print(shot[0], flush=True)
    chromium.close()


class FieldShots(FieldCase):
    """The pages that work without network, as somebody in the field sees them."""

    def runTest(self):
        for language in ("zh", "en"):
            page = self.phone(language=language, size=PHONE)
            page.context.set_offline(True)
            self.shoot(page, "home", "X10-field-ready", language)
            code = self.take(page, sign=True) if language == "zh" else self.take_in(page)
            self.shoot(page, "parcels", "field-parcels", language)
            self.go(page, f"screening/{code}")
            page.fill("input[inputmode=decimal]", "0.19")
            self.shoot(page, None, "field-screening", language)
            parcel = page.evaluate("async () => (await import('/field/pack.js')).current().parcels[20].code")
            self.act(page, "sample-collected", f"shot-{code}", {
                "sample": code, "parcel": parcel, "task": "x", "pattern": "s", "points": 5, "grams": 1200, "seal": "S"})
            page.context.set_offline(False)
            self.send_until_done(page)
            self.shoot(page, "entry/1", "X12-field-conflict", language)
            page.context.set_offline(True)
            self.take_in(page)
            self.shoot(page, "queue", "X11-field-outbox", language)
            page.evaluate("() => { document.documentElement.className = 'large contrast' }")
            self.shoot(page, "home", "X13-field-large", language)
            self.shoot(self.phone(WEIGHER, language, PHONE, "scale"), "in", "scale-in", language)

    def take_in(self, page):
        parcel = page.evaluate("async () => (await import('/field/pack.js')).current().parcels[1].code")
        self.go(page, f"start/{parcel}", "capture")
        return self.take_from_label(page)

    def shoot(self, page, screen, name, language):
        if screen:
            self.go(page, screen)
        page.screenshot(path=os.path.join(sys.argv[1], f"{name}-{language}.png"))
        print(f"{name}-{language}", flush=True)


os.environ["GRAINLEDGER_SHOTS"] = sys.argv[1]
from shots_composed import suite  # noqa: E402 — it needs to know where pictures go

results = [unittest.TextTestRunner().run(tests) for tests in (unittest.TestSuite([FieldShots()]), suite())]
sys.exit(0 if all(result.wasSuccessful() for result in results) else 1)
