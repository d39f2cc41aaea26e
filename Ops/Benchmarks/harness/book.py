"""The book every contender starts with: a thousand granaries of two bins each, ten batches of twenty tonnes in each granary.

Batches of even number lie in the first bin, those of odd number in the second; every movement takes one gram of a batch to
the other bin of its granary, so no run ever empties anything.
"""

import json

GRANARIES = 1000
BATCHES = 10 * GRANARIES
NET = 20_000_000
TIME = "2024-11-05T08:00:00+08:00"


CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def granary(number):
    return f"G{number:04d}"


def organization(number):
    """The unified social credit code of a granary (GB 32100-2015, with the inner check of GB 11714-1997)."""
    inner = f"MA{number:06d}"
    weighed = sum(int(c, 36) * w for c, w in zip(inner, (3, 7, 9, 10, 5, 8, 4, 2)))
    code = "91430903" + inner + "0123456789X0"[(11 - weighed % 11)]
    return code + CHARACTERS[(31 - sum(CHARACTERS.index(c) * 3**i for i, c in enumerate(code))) % 31]


def acts(folder):
    """Writes the acts that make the book, one file a kind, and answers their paths in order."""
    organizations, bins, parcels, intakes = [], [], [], []
    for g in range(GRANARIES):
        organizations.append({"organization": {
            "code": organization(g), "name": f"库{g}", "kind": "granary", "county": "430903", "licence": "",
            "validFrom": "2010-01-01", "validTo": "2099-12-31", "useClasses": []}})
        for b in (1, 2):
            bins.append({"code": f"{granary(g)}-{b}", "granary": organization(g), "name": f"{b}号仓", "kind": "平房仓",
                         "use": "quarantine", "capacityGrams": 2_000_000_000})
        parcels.append({"parcel": {
            "code": f"P{g:04d}", "township": "430903008", "county": "430903", "village": "", "squareMetres": 20000,
            "farmlandClass": "safe-use", "longitude": "112.3", "latitude": "28.5", "soilPH": "6.1", "soilCadmium": "0.5",
            "samples": {}, "batches": {}, "classes": {}}})
    for n in range(BATCHES):
        g = n // 10
        intakes.append({
            "ticket": f"T{n}", "granary": organization(g), "scale": "S", "plate": "", "grossGrams": NET + 6_000_000,
            "tareGrams": 6_000_000, "netGrams": NET, "moisture": "14.0", "impurity": "0.5", "adjustmentGrams": 0,
            "sources": {f"P{g:04d}": NET}, "bin": f"{granary(g)}-{1 + n % 2}", "batch": f"B{n:05d}"})
    paths = []
    for kind, bodies in (("organization-registered", organizations), ("bin-registered", bins),
                         ("parcel-registered", parcels), ("grain-taken-in", intakes)):
        path = f"{folder}/{kind}.acts"
        with open(path, "w") as file:
            for data in bodies:
                file.write(f"{kind}\t{json.dumps({'occurredAt': TIME, 'data': data}, ensure_ascii=False)}\n")
        paths.append(path)
    return paths


# The same book in the tables of the peers.
PEER_SQL = f"""
INSERT INTO token VALUES (sha256('bench'), 'bench', '', 'administrator');
INSERT INTO batch (code, granary, grain_class, created_at)
    SELECT 'B' || lpad(n::text, 5, '0'), 'G' || lpad((n / 10)::text, 4, '0'), 'pending', '{TIME}'
    FROM generate_series(0, {BATCHES - 1}) AS n;
INSERT INTO bin SELECT 'G' || lpad(g::text, 4, '0') || '-' || b, 'G' || lpad(g::text, 4, '0'), 'quarantine', 2000000000, {5 * NET}
    FROM generate_series(0, {GRANARIES - 1}) AS g, generate_series(1, 2) AS b;
INSERT INTO holding SELECT 'B' || lpad(n::text, 5, '0'), 'bin:G' || lpad((n / 10)::text, 4, '0') || '-' || (1 + n % 2), {NET}
    FROM generate_series(0, {BATCHES - 1}) AS n;
"""
