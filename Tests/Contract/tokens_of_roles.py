"""Schemathesis' hook: each question by another role, every other round of an object that is there."""

import ast
import os
from collections import Counter
from threading import Lock, RLock

import schemathesis

# Nobody asks, too.
TOKENS = [*os.environ["GRAINLEDGER_TOKENS"].split(), None]
KNOWN = {
    "/v1/organizations/": "91430902MAQ2N2QK6A", "/v1/bins/": "91430902MAQ2N2QK6A0010004", "/v1/scales/": "DS-90201-1",
    "/v1/parcels/": "43090210500001", "/v1/samples/": "LT25-902-00001", "/v1/test-runs/": "ZJ20251013-01",
    "/v1/reports/": "ZJ-25-00006", "/v1/verdicts/": "LT25-902-00001", "/v1/reinspections/": "FJ2025-0001",
    "/v1/batches/": "25W-90201-H0005", "/v1/manifests/": "20254309000006", "/v1/disposals/": "CZ2025-0001",
    "/v1/places/": "bin:91430902MAQ2N2QK6A0010004", "/v1/sites/": "91430902MAQ2N2QK6A001",
    "/v1/bureau-reports/": "BR-4309-2025-10-1",
}
asked = Counter()
lock = Lock()

# Until 3.11.8 CPython loses count when two threads build syntax trees at once (python/cpython#106905), and Debian 12 has
# 3.11.2. Hypothesis builds them to describe what it makes: one at a time.
trees = RLock()
parse_at_once = ast.parse


def parse_alone(*arguments, **options):
    with trees:
        return parse_at_once(*arguments, **options)


ast.parse = parse_alone


@schemathesis.hook
def before_call(context, case, kwargs):
    with lock:
        number = asked[case.method, case.path]
        asked[case.method, case.path] += 1
    token = TOKENS[number % len(TOKENS)]
    if token and "Authorization" not in (case.headers or {}):
        case.headers["Authorization"] = f"Bearer {token}"
    known = next((code for start, code in KNOWN.items() if case.path.startswith(start)), None)
    if known and number // len(TOKENS) % 2 == 0 and "code" in (case.path_parameters or {}):
        case.path_parameters["code"] = known
    # With `fields` an object has only the members asked for: ListTests look at that, and a schema cannot say it.
    if case.query:
        case.query.pop("fields", None)
