"""Everything the OpenAPI document promises, asked by every role: no 5xx, no status and no form that is not in it.

Schemathesis makes the questions from the document the server itself serves; `tokens_of_roles` asks them by turns as
each role and as nobody, of objects of the example season as of made-up ones. The seed and the number are fixed.
"""

import os
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BASE = os.environ["GRAINLEDGER_URL"]
STATION, GRANARY, OFFICE = "12430903MAQ77FU86A", "91430902MAQ2N2QK6A", "11430900MB1GRAN16G"
ROLES = {
    "sampler": (STATION, "430902"), "technician": (STATION, "430902"), "reviewer": (STATION, "430902"),
    "approver": (STATION, "430902"), "weigher": (GRANARY, "430902"), "keeper": (GRANARY, "430902"),
    "granary-manager": (GRANARY, "430902"), "carrier": ("91430921MAQEXNNT33", "430921"),
    "facility-operator": ("91430981MAQN1GM12X", "430981"), "county-officer": (OFFICE, "430902"),
    "city-officer": (OFFICE, "4309"), "department-reader": (OFFICE, "4309"), "auditor": (OFFICE, "4309"),
    "administrator": (OFFICE, "4309"),
}
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method", "allow_header_conformance",
]
EXAMPLES = os.environ.get("GRAINLEDGER_CONTRACT_EXAMPLES", "15")


def grainledger(*arguments):
    """Runs the program on the server's book."""
    command = [os.environ["GRAINLEDGER_PROGRAM"], *arguments, "--embedded", os.environ["GRAINLEDGER_BOOK"]]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def token(role):
    """A new token of somebody of a role."""
    organization, region = ROLES[role]
    return grainledger("token", "create", "--name", f"contract-{role}", "--role", role,
                       "--organization", organization, "--region", region)


def main():
    grainledger("report", "issue", "--period", "2025-10", "--region", "4309", "--compiled-by", "a", "--approved-by", "b")
    with ThreadPoolExecutor(2) as pool:
        tokens = list(pool.map(token, ROLES))
    here = Path(__file__).resolve().parent
    document = Path(os.environ["GRAINLEDGER_BOOK"]).parent / "openapi.json"
    document.write_bytes(urllib.request.urlopen(f"{BASE}/openapi.json").read())
    environment = {**os.environ, "GRAINLEDGER_TOKENS": " ".join(tokens), "SCHEMATHESIS_HOOKS": "tokens_of_roles",
                   "PYTHONPATH": str(here), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([
        str(Path(sys.executable).parent / "st"), "--no-color", "run", str(document), "--url", BASE,
        "--checks", ",".join(CHECKS), "--phases", "coverage,fuzzing", "--max-examples", EXAMPLES, "--seed", "20251031",
        "--generation-deterministic", "--generation-with-security-parameters", "false",
        "--no-shrink", "--continue-on-failure", "--workers", "2", "--request-timeout", "60",
        "--suppress-health-check", "all", "--warnings", "off",
    ], env=environment, cwd=document.parent).returncode


sys.exit(main())
