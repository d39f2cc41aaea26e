"""A book of ten million records beside the same book of some twenty thousand: movements, the start of a server, the lineage in memory.

The large book begins as the small one. Two thousand movements are made in it through the service, and their rows then copied by
PostgreSQL: records with their digests, legs, answers and leaves, every second copy with its legs the other way round, so that all grain
stays what it was. The copied leaves stand beyond the end of the tree, which stays that of the small book. Ten million edges of lineage
are made up: five million batches in groups of a thousand, each made of two that came before it in its group, the first of a parcel.
"""

import json
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import contenders
import machine

SEEDS = 2_000
GROUP = 1_000
# Numbers of batches and parcels that are made up begin here.
FIRST = 20_000
PORTS = {"small": 18081, "large": 18082}
ADMIN = 18083
TABLES = ("record", "movement_leg", "answer", "leaf", "lineage")
SETTINGS = """SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '768MB';
    SET work_mem = '256MB'; SET max_parallel_maintenance_workers = 1;"""
ID = "('01900000-0000-7000-8000-' || lpad(to_hex(copy.number), 12, '0'))::uuid"


def keep_small(database, folder, server):
    """Keeps the book as it is now under the name `small`, with the files of its log."""
    server.stop()
    database.psql("postgres", f"CREATE DATABASE small TEMPLATE {server.database};")
    shutil.copytree(f"{folder}/log", f"{folder}/log-small")
    server.start("/livez")


def server(name, database, folder, tokens):
    """The service on one of the two books."""
    environment = {"GRAINLEDGER_FACTOR_KEY_FILE": f"{folder}/factor.key", "GRAINLEDGER_LOG_DIRECTORY": f"{folder}/log-{name}"}
    one = contenders.service(name, database, PORTS[name], environment, f"@{tokens}", f"{folder}/{name}.log")
    if name == "large":
        one.command += ["--admin-listen", f"127.0.0.1:{ADMIN}"]
    return one


def indexes_of(database):
    """The definitions of the indexes that are dropped while rows are copied."""
    return [definition for definition in database.psql("large", f"""SELECT string_agg(indexdef, ';') FROM pg_indexes
        WHERE tablename IN ({', '.join(f"'{t}'" for t in TABLES)}) AND indexname NOT LIKE '%pkey' AND indexdef NOT LIKE '%UNIQUE%'"""
        ).split(";") if definition]


def fill(database, records, edges, say):
    """Copies the seeds until there are so many records, two tables at a time."""
    made = indexes_of(database)
    names = database.psql("large", f"""SELECT string_agg(indexname, ',') FROM pg_indexes
        WHERE tablename IN ({', '.join(f"'{t}'" for t in TABLES)}) AND indexname NOT LIKE '%pkey' AND indexdef NOT LIKE '%UNIQUE%'""")
    database.psql("large", f"""DROP INDEX {names};
        CREATE TABLE seed AS SELECT row_number() OVER (ORDER BY seq) - 1 AS place, record.* FROM record
            WHERE kind = 'batch-moved' ORDER BY seq LIMIT {SEEDS};
        CREATE TABLE seed_leg AS SELECT seed.place AS seed, leg.* FROM seed JOIN movement_leg AS leg ON leg.record_id = seed.id;
        CREATE TABLE seed_answer AS SELECT seed.place AS seed, answer.* FROM seed JOIN answer ON answer.record_id = seed.id;
        CREATE TABLE seed_leaf AS SELECT seed.place AS seed, leaf.entry FROM seed JOIN leaf ON leaf.record_id = seed.id;
        ANALYZE seed, seed_leg, seed_answer, seed_leaf;""")
    for table in ("seed", "seed_answer", "seed_leaf"):
        if database.psql("large", f"SELECT count(*) FROM {table}") != str(SEEDS):
            raise SystemExit(f"{table} has not {SEEDS} rows: the machine was too slow to make them")
    copies = records // SEEDS
    copy = (f"generate_series(0, {copies - 1}) AS turn, LATERAL (SELECT seed.*, turn::bigint * {SEEDS} + seed.%s AS number "
            "FROM %s AS seed OFFSET 0) AS copy")
    work = {
        "record": f"""INSERT INTO record (id, kind, actor, occurred_at, recorded_at, digest, body, prev, counties, owners)
            SELECT {ID}, kind, actor, occurred_at, recorded_at, digest, body, prev, counties, owners FROM {copy % ('place', 'seed')};""",
        "movement_leg": f"""INSERT INTO movement_leg (record_id, leg, batch, place, mass_g, grain_class, county, owners)
            SELECT {ID}, leg, batch, place, CASE WHEN turn % 2 = 0 THEN mass_g ELSE -mass_g END, grain_class, county, owners
            FROM {copy % ('seed', 'seed_leg')};""",
        "answer": f"""INSERT INTO answer (scope, key, fingerprint, record_id, body)
            SELECT scope, 'copy-' || lpad(number::text, 9, '0'), fingerprint, {ID}, body FROM {copy % ('seed', 'seed_answer')};""",
        "leaf": f"""INSERT INTO leaf (leaf_index, record_id, entry) SELECT 1000000000000 + number, {ID}, entry
            FROM {copy % ('seed', 'seed_leaf')};""",
        "lineage": edges_statement(edges),
    }

    def run(tables):
        for table in tables:
            database.psql("large", SETTINGS + work[table] + "".join(f"{m};" for m in made if f" ON public.{table} " in m))
            database.psql("large", f"VACUUM ANALYZE {table};")
            say(f"{table} filled")
    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(run, tables) for tables in (("record",), ("movement_leg", "answer", "leaf", "lineage"))]:
            done.result()
    database.psql("large", "DROP TABLE seed, seed_leg, seed_answer, seed_leaf; VACUUM ANALYZE; CHECKPOINT;")
    for table, least in (("record", records), ("movement_leg", 2 * records), ("answer", records), ("leaf", records), ("lineage", edges)):
        if int(database.psql("large", f"SELECT count(*) FROM {table}")) < least:
            raise SystemExit(f"{table} of the large book was not filled")
    if set(indexes_of(database)) != set(made):
        raise SystemExit("the large book has other indexes than the small one")
    return int(database.psql("large", "SELECT count(*) FROM lineage WHERE mass_g > 0"))


def edges_statement(edges):
    """Two edges a batch: of two earlier ones of its group, chosen with equal chance; the first of a parcel, the second of both."""
    return f"""SELECT setseed(0.5);
        INSERT INTO lineage (batch, source, mass_g)
        SELECT {FIRST} + number, CASE WHEN source < 0 THEN -{FIRST} - number / {GROUP}
            ELSE {FIRST} + number / {GROUP} * {GROUP} + source END, 1 + number % 30000000
        FROM (SELECT number, place, first, CASE WHEN place < 2 THEN -1 ELSE (first + 1 + floor(random() * (place - 1))::integer) % place END
                AS second
            FROM (SELECT number, number % {GROUP} AS place, floor(random() * (number % {GROUP}))::integer AS first
                FROM generate_series(0, {edges // 2 - 1}) AS number OFFSET 0) AS drawn OFFSET 0) AS batch,
            LATERAL (VALUES (first), (second)) AS made (source)
        WHERE place > 0 OR source = second;"""


def start(one):
    """Seconds from the call of a server until it says that it is ready, and until its lineage is in memory."""
    one.stop()
    since = length(one.log)
    began = time.monotonic()
    one.start("/readyz", pause=0.01, port=ADMIN)
    ready = time.monotonic() - began
    while time.monotonic() - began < 60:
        with open(one.log, "rb") as file:
            file.seek(since)
            if b"the lineage is in memory" in file.read():
                return {"ready": ready, "inMemory": time.monotonic() - began}
        time.sleep(0.01)
    raise SystemExit(f"{one.name} did not read the lineage")


def length(path):
    try:
        with open(path, "rb") as file:
            return file.seek(0, 2)
    except FileNotFoundError:
        return 0


def run(bench, tokens):
    database, folder, quick = bench.database, bench.folder, bench.quick
    records = edges = 400_000 if quick else 10_000_000
    database.psql("postgres", "CREATE DATABASE large TEMPLATE small;")
    shutil.copytree(f"{folder}/log-small", f"{folder}/log-large")
    small, large = (server(name, database, folder, tokens) for name in ("small", "large"))
    result = {"records": records, "movements": {"small": [], "large": []}, "start": [], "lineage": []}
    try:
        large.start("/livez")
        bench.move(large, 16, "uniform", seconds=6)
        # Until the sequencer has taken the leaves of the seeds.
        for _ in range(100):
            if database.psql("large", "SELECT count(*) FROM leaf_pending") == "0":
                break
            time.sleep(0.1)
        large.stop()
        began = time.monotonic()
        result["edges"] = fill(database, records, edges, bench.say)
        result["fillSeconds"] = time.monotonic() - began
        result["start"] = [start(large) for _ in range(3 if quick else 5)]
        small.start("/livez")
        result["smallRecords"] = [int(database.psql("small", "SELECT count(*) FROM record"))]
        bench.say("movements in both books")
        for number in range(bench.rounds):
            for one in (small, large) if number % 2 else (large, small):
                result["movements"][one.name].append(bench.move(one, 128, "uniform"))
        result["smallRecords"].append(int(database.psql("small", "SELECT count(*) FROM record")))
        result["peakMegabytes"] = {one.name: machine.peak_megabytes(one.process.pid) for one in (small, large)}
    finally:
        small.stop()
        large.stop()
    bench.say("walks in memory and by the database")
    for _ in range(3):
        done = subprocess.run([contenders.PROGRAM, "lineage", "--walks", "400", "--database-url", contenders.url(database, "large")],
                              capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"lineage: {done.stderr}")
        result["lineage"].append(json.loads(done.stdout))
    for name in PORTS:
        bench.check_legs(name)
        database.psql("postgres", f"DROP DATABASE {name};")
    return result
