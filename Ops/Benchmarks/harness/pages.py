"""Pages of the console on the example season, one after another on one connection: how long the service takes for each.

Every list is asked for as the officer of the prefecture sees it, and the page of every batch; the slowest list and the slowest
batch count. Each is asked for once to warm up, then ROUNDS times, and its median taken.
"""

import base64
import hmac
import http.client
import os
import re
import subprocess
import time
from statistics import median
from urllib.parse import parse_qs, urlencode, urlparse

ROUNDS = 5
PORT = 18095
OFFICER = "officer-yiyang"


def season():
    """Where the example season lies; None where it does not."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    place = os.environ.get("GRAINLEDGER_SEASON", os.path.join(root, "..", "shared/data/season-2025-late"))
    return place if os.path.isdir(place) else None


def one_time_code(address):
    """The code of now of an authenticator (RFC 6238)."""
    settings = parse_qs(urlparse(address).query)
    secret = settings["secret"][0]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    count = int(time.time()) // int(settings["period"][0])
    code = hmac.digest(key, count.to_bytes(8, "big"), settings["algorithm"][0].lower())
    start, digits = code[-1] & 15, int(settings["digits"][0])
    return str((int.from_bytes(code[start:start + 4], "big") & 0x7FFFFFFF) % 10**digits).zfill(digits)


class Reader:
    """Somebody at a desk, signed in."""

    def __init__(self, words):
        self.line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        form = urlencode({
            "account": OFFICER, "password": re.search(r"password of all: ([^;]*);", words).group(1),
            "factor": one_time_code(re.search(r"otpauth:\S*", words).group(0))})
        self.line.request("POST", "/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = self.line.getresponse()
        answer.read()
        cookies = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        self.cookie = "; ".join(one.split(";")[0] for one in cookies)
        if answer.status != 303 or not self.cookie:
            raise SystemExit(f"the officer could not sign in: {answer.status}")

    def page(self, address):
        """Milliseconds until the whole page is there, and the page."""
        started = time.perf_counter()
        self.line.request("GET", address, headers={"Cookie": self.cookie, "Accept": "text/html"})
        answer = self.line.getresponse()
        text = answer.read().decode()
        taken = (time.perf_counter() - started) * 1000
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
        return taken, text

    def median(self, address):
        self.page(address)
        return median(self.page(address)[0] for _ in range(ROUNDS))


def run(folder):
    """The slowest list and the slowest batch: address and milliseconds each; None without the season."""
    place = season()
    if place is None:
        return None
    log = f"{folder}/season.log"
    with open(log, "wb") as out:
        process = subprocess.Popen(
            [os.environ["BENCH_PROGRAM"], "serve", "--embedded", f"{folder}/season", "--season", place, "--listen", f"127.0.0.1:{PORT}"],
            stdout=out, stderr=out)
    try:
        while True:
            with open(log, encoding="utf-8") as file:
                words = file.read()
            if "\nready" in words or words.startswith("ready"):
                break
            if process.poll() is not None:
                raise SystemExit(f"the season's server ended: {words}")
            time.sleep(0.2)
        reader = Reader(words)
        _, first = reader.page("/")
        lists = sorted(set(re.findall(r'href="(/[a-z-]+)"', first)) - {"/account", "/api"})
        listed = {address: reader.median(address) for address in lists}
        batches = []
        address = "/batches"
        while address:
            _, text = reader.page(address)
            batches += re.findall(r'<th scope="row"><a href="(/batches/[^"?]+)"', text)
            following = re.search(r'rel="next" href="([^"]+)"', text)
            address = following.group(1).replace("&amp;", "&") if following else None
        cases = {address: reader.median(address) for address in sorted(set(batches))}
        if not cases or len(listed) < 15:
            raise SystemExit(f"{len(listed)} lists and {len(cases)} batches were found")
        slowest = [max(times.items(), key=lambda one: one[1]) for times in (listed, cases)]
        return {"list": slowest[0], "batch": slowest[1], "lists": len(listed), "batches": len(cases)}
    finally:
        process.terminate()
        process.wait(30)
