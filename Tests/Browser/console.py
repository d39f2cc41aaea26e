"""A browser on the running console: what all tests share."""

import base64
import hmac
import os
import subprocess
import time
import unittest
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import sync_playwright

BASE = os.environ["GRAINLEDGER_URL"]
PASSWORD = os.environ["GRAINLEDGER_PASSWORD"]
AUTHENTICATOR = parse_qs(urlparse(os.environ["GRAINLEDGER_AUTHENTICATOR"]).query)
DESKTOP, PHONE = (1440, 900), (360, 740)
OFFICER, AUDITOR, MANAGER, ADMINISTRATOR = "officer-yiyang", "auditor-yiyang", "manager-1", "administrator-yiyang"
SAMPLER, TECHNICIAN, REVIEWER, APPROVER = "sampler-1", "technician-1", "reviewer-1", "approver-1"
KEEPER, CARRIER, OPERATOR = "keeper-1", "carrier-1", "operator-1"

PAGES = [
    "/", "/deadlines", "/findings", "/batches", "/batches/25W-90201-H0005", "/batches/25W-90201-H0005/dossier",
    "/depots", "/bins/91430902MAQ2N2QK6A0010004", "/manifests", "/manifests/20254309000011", "/manifests/20254309000020", "/recall", "/recall?parcel=43090210200001", "/differences", "/differences?from=2025-11-01&until=2025-11-30", "/disposals",
    "/disposals/CZ2025-0001", "/weighings", "/sampling", "/sampling?county=430902", "/parcels", "/parcels/43090210200001", "/samples",
    "/samples/LT25-902-00001", "/test-runs", "/test-runs/CQ20251013-01", "/reports", "/reports/CQ-25-00001",
    "/reinspections", "/reinspections/FJ2025-0001", "/verdicts", "/movements", "/bureau-reports?period=2025-11",
    "/bureau-reports/rows?period=2025-11&figure=intakeGrams.A&region=4309", "/organizations",
    "/organizations/91430902MAQ2N2QK6A", "/bins", "/scales", "/rules", "/records", "/status", "/api", "/api/operations/issueBureauReport", "/api/schemas/Batch", "/consents",
    "/people", "/devices", "/account", "/map", "/flows", "/flows?grain=all", "/desks/receiving", "/desks/weighbridge?manifest=20254309000020",
    "/imports", "/papers", "/papers?paper=dossier&code=25W-90201-H0005&seal=0000-0000-0000-0000",
    "/acts/disposal-planned?f.batch=25W-90201-H0004", "/deadlines/handover:20254309000020:25W-92305-H0004/notice",
    "/find?q=粮库", "/verdicts/LT25-902-00001", "/scales/DS-90201-1", "/records/*", "/weighings/*",
    "/problems", "/problems/refused", "/no-such-page",
] + [f"/acts/{act}" for act in (
    "organization-registered", "bin-registered", "scale-registered", "parcel-registered", "sample-corrected",
    "ruling-proposed", "ruling-confirmed", "disposal-withdrawn", "disposal-certified", "reinspection-applied",
    "output-retreated", "difference-explained", "deadline-urged")]

# Pages and forms that are somebody else's than the officer's.
OTHERS = {
    ADMINISTRATOR: ["/", "/people", "/people/*", "/people/new", "/devices", "/erasures", "/erasures?sample=none"],
    AUDITOR: ["/audit", "/audit?act=sign-in&from=2025-12-01&until=2025-12-31"],
    REVIEWER: ["/", "/consents"],
    MANAGER: ["/", "/desks/receiving"] + [f"/acts/{act}" for act in (
        "grain-taken-in", "batch-moved", "batches-merged", "batch-split", "batch-reduced", "stock-taken",
        "manifest-dispatched", "manifest-refused", "manifest-voided", "manifest-returned", "receipt-corrected")],
    KEEPER: ["/", "/acts/intake-corrected", "/acts/bulk-sample-drawn"],
    SAMPLER: ["/", "/handover", "/sampling", "/imports", "/acts/sample-collected", "/acts/sample-screened"],
    TECHNICIAN: ["/", "/desks/samples", "/desks/samples?code=LT25-902-00001", "/acts/sample-received", "/acts/test-run-measured"],
    APPROVER: ["/acts/report-issued", "/acts/reinspection-reported"],
    OPERATOR: ["/", "/desks/weighbridge", "/acts/manifest-confirmed", "/acts/disposal-processed"],
    CARRIER: ["/", "/acts/manifest-arrived"],
}


def one_time_code():
    """The code of now of the accounts' authenticator (RFC 6238)."""
    key = AUTHENTICATOR["secret"][0]
    key = base64.b32decode(key + "=" * (-len(key) % 8))
    digits, period = int(AUTHENTICATOR["digits"][0]), int(AUTHENTICATOR["period"][0])
    code = hmac.digest(key, (int(time.time()) // period).to_bytes(8, "big"), AUTHENTICATOR["algorithm"][0].lower())
    start = code[-1] & 15
    return str((int.from_bytes(code[start:start + 4], "big") & 0x7FFFFFFF) % 10**digits).zfill(digits)


def sign_in(page, account):
    """Through the door, as people do; a code is good once, so who has one comes in once and his cookie is kept."""
    page.goto(BASE + "/sign-in")
    page.fill("#account", account)
    page.fill("#password", PASSWORD)
    if account in (OFFICER, ADMINISTRATOR, APPROVER, REVIEWER):
        page.fill("#factor", one_time_code())
    page.click("button.main")
    page.wait_for_selector("nav.menu", state="attached")


def new_account(name, role, organization, region):
    """An account of somebody who is not in the demonstration, as an administrator opens it at the terminal; the name itself."""
    def program(*arguments, **options):
        return subprocess.run(
            [os.environ["GRAINLEDGER_PROGRAM"], *arguments, "--embedded", os.environ["GRAINLEDGER_BOOK"]],
            check=True, text=True, stdout=subprocess.PIPE, **options).stdout.strip()

    membership = program("person", "add", name, "--role", role, "--organization", organization, "--region", region)
    program("account", "add", name, "--membership", membership)
    program("account", "password", name, input=PASSWORD + "\n")
    return name


COOKIES = {}


def context_of(browser, account, size, language, **options):
    """A browser's window, signed in."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN" if language == "zh" else "en-US", **options)
    if account not in COOKIES:
        page = context.new_page()
        sign_in(page, account)
        COOKIES[account] = [one for one in context.cookies() if one["name"].startswith("__Host-")]
        page.close()
    context.add_cookies(COOKIES[account])
    return context


class ConsoleCase(unittest.TestCase):
    """One browser for the tests of a class; anything the page complains about fails the test."""

    @classmethod
    def setUpClass(cls):
        cls.driver = sync_playwright().start()
        cls.browser = cls.driver.chromium.launch(
            executable_path=os.environ["GRAINLEDGER_BROWSER"], args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.driver.stop()

    def setUp(self):
        self.complaints = []

    def address(self, page, address):
        """The address; of one that ends with a star the first that the list before it leads to."""
        if not address.endswith("/*"):
            return address
        page.goto(BASE + address[:-2])
        return page.get_attribute(f"main tbody a[href^='{address[:-1]}'] >> nth=0", "href")

    def open(self, size=DESKTOP, language="zh", account=OFFICER, **options):
        """A page of its own, signed in as the officer of Yiyang or somebody else."""
        context = context_of(self.browser, account, size, language, **options)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in (
            "error", "warning") and "404" not in message.text and "422" not in message.text else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.addCleanup(context.close)
        page.goto(BASE + "/")
        return page
