"""A phone in the field: what the tests of the offline pages share."""

import json
import os
import shutil
import signal
import tempfile

from console import BASE, PASSWORD, PHONE, SAMPLER, ConsoleCase
from line import Line

WEIGHER = "weigher-1"
PIN = "246810"
SESSIONS = {}


class FieldCase(ConsoleCase):
    """One line and any number of phones on it; whatever a page complains about fails the test."""

    def setUp(self):
        self.line = Line(BASE)
        self.addCleanup(self.line.close)
        self.complaints = []

    def watch(self, page):
        expected = ("net::ERR", "401", "404", "403", "400")
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in (
            "error", "warning") and not any(word in message.text for word in expected) else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def phone(self, account=SAMPLER, language="zh", size=PHONE, where="field", folder=None, **options):
        """A phone of its own, signed in and locked by six digits, with its pack."""
        place = {"latitude": 28.55, "longitude": 112.40, "accuracy": 8}
        settings = dict(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN" if language == "zh" else "en-US",
            geolocation=place, permissions=["geolocation"], **options)
        if folder:
            context = self.driver.chromium.launch_persistent_context(
                folder, executable_path=os.environ["GRAINLEDGER_BROWSER"], args=["--no-sandbox"], **settings)
        else:
            context = self.browser.new_context(**settings)
        self.addCleanup(self.close, context)
        self.sign_in(context, account)
        page = self.watch(context.new_page())
        page.goto(f"{self.line.base}/{where}/")
        self.ready(page, "door")
        inputs = page.locator("input[type=password]")
        inputs.nth(0).fill(PIN)
        inputs.nth(1).fill(PIN)
        page.click("button.main")
        self.ready(page, "home")
        page.click("button.main")
        page.wait_for_selector(".lamp.good:nth-child(1) ~ .lamp.good:nth-child(2)")
        page.wait_for_selector("html[data-kept]", state="attached")
        return page

    @staticmethod
    def close(context):
        try:
            context.close()
        except Exception:  # A browser that was killed is closed already.
            pass

    def sign_in(self, context, account):
        """By the cookie of a session that is opened once for all phones of an account."""
        if account not in SESSIONS:
            answer = context.request.post(
                f"{self.line.base}/v1/session", data={"account": account, "password": PASSWORD})
            self.assertEqual(answer.status, 201)
            SESSIONS[account] = ([one for one in context.cookies() if one["name"].startswith("__Host-")], answer.json())
        context.add_cookies(SESSIONS[account][0])

    def ready(self, page, screen):
        page.wait_for_selector(f"html[data-screen={screen}][data-ready]", state="attached")

    def go(self, page, address, screen=None):
        page.evaluate("address => { location.hash = address }", address)
        self.ready(page, screen or address.split("/")[0])

    def unlock(self, page, screen="home"):
        self.ready(page, "door")
        page.fill("input[type=password]", PIN)
        page.click("button.main")
        self.ready(page, screen)

    def fill_label(self, page, code=None):
        if code:
            page.fill("main input >> nth=0", code)
        else:
            page.click("main .actions button >> nth=0")
        page.click("button.main")

    def take(self, page, at=0, code=None, photo=None, sign=False):
        """Takes a sample of a parcel through all pages of the form; the code it got."""
        self.go(page, "parcels")
        page.click(f".cards a >> nth={at}")
        self.ready(page, "capture")
        return self.take_from_label(page, code, photo, sign)

    def take_from_label(self, page, code=None, photo=None, sign=False):
        self.to_proof(page, code)
        if photo:
            page.set_input_files("input[type=file]", photo)
            page.wait_for_selector(".photos img")
        if sign:
            self.sign(page)
        return self.finish(page, sign)

    def to_proof(self, page, code=None):
        self.fill_label(page, code)
        for number in range(1, 6):
            page.click(f"main button.main:has-text('{number}')")
            page.wait_for_selector(f".points .taken >> nth={number - 1}", state="attached")
        page.click(".actions >> nth=-1 >> button.main")
        page.fill("main input[inputmode=decimal]", "1.5")
        texts = page.locator("main .field input:not([inputmode]):not([type=radio])")
        texts.nth(0).fill("F-001")
        texts.nth(2).fill("李小红")
        page.click("button.main")
        page.wait_for_selector("canvas.sign")

    def finish(self, page, signed=False):
        if not signed:
            page.locator("main .field input").nth(-1).fill("不在家")
        page.click(".actions >> nth=-1 >> button.main")
        page.click("button.big")
        self.ready(page, "entry")
        return page.inner_text("main .facts .code >> nth=0")

    def sign(self, page):
        page.locator("canvas.sign").scroll_into_view_if_needed()
        box = page.locator("canvas.sign").bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + 120, box["y"] + 70)
        page.mouse.move(box["x"] + 200, box["y"] + 30)
        page.mouse.up()

    def rows(self, page):
        """The outbox as the page keeps it, without what is sealed."""
        return page.evaluate("""async () => {
            const outbox = await import('/field/outbox.js');
            return (await outbox.rows()).map(row => Object.assign({}, row, { sealed: null }));
        }""")

    def send(self, page):
        return page.evaluate("async () => (await import('/field/outbox.js')).send()")

    def in_book(self, page, resource, code):
        """An object as the service has it, asked around the line; None when there is none."""
        answer = page.context.request.get(f"{BASE}/v1/{resource}/{code}")
        return answer.json() if answer.status == 200 else None

    def act(self, page, kind, key, data, persons=None, occurred="2026-11-01T09:00:00+08:00"):
        """Hands an act in as somebody else's program would."""
        token = SESSIONS[SAMPLER][1]["csrf"]
        return page.context.request.post(
            f"{BASE}/v1/acts/{kind}", headers={"X-CSRF-Token": token, "Idempotency-Key": key, "Content-Type": "application/json"},
            data=json.dumps({"occurredAt": occurred, "data": data, "persons": persons or {}}))

    def folder(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        return folder

    @staticmethod
    def kill_browser_of(folder):
        """As a battery that falls out: every process of the browser that keeps its data in the folder."""
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                with open(f"/proc/{entry}/cmdline", "rb") as file:
                    if f"--user-data-dir={folder}".encode() in file.read():
                        os.kill(int(entry), signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue

    @property
    def program(self):
        return os.environ["GRAINLEDGER_BROWSER"]

    def send_until_done(self, page, tries=60):
        """Sends again as the page itself would, only without its pauses."""
        outcome = None
        for _ in range(tries):
            outcome = self.send(page)
            if outcome == "done":
                break
        return outcome
