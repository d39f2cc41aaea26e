"""Bulk import of a simulated season against `\\copy` of the rows it makes into the same tables."""

import os
import subprocess
import time

TABLES = ["organization", "bin", "scale", "parcel", "sample", "test_run", "report", "batch", "manifest", "disposal", "holding",
          "record", "answer", "movement_leg", "finding", "disclosure"]


def run(database, folder, quick):
    program = os.environ["BENCH_PROGRAM"]
    size = 300 if quick else 1000
    subprocess.run([program, "simulate", "--parcels", str(size), "--trucks", str(size), "-o", f"{folder}/season"],
                   check=True, capture_output=True)
    ratios = []
    for number in range(1 if quick else 3):
        url = prepare(database, f"bulk{number}", program)
        started = time.time()
        done = subprocess.run([program, "import", "events", "--database-url", url, f"{folder}/season/events.jsonl"],
                              capture_output=True, text=True)
        importing = time.time() - started
        if done.returncode:
            raise SystemExit(f"import: {done.stderr[-2000:]}")
        prepare(database, f"copied{number}", program)
        # Guards off, or the figure would say how slow our own triggers are in one long transaction, not how fast COPY is.
        script = ["BEGIN;", "SET LOCAL session_replication_role = replica;"]
        for table in TABLES:
            columns = database.psql(f"bulk{number}", f"""SELECT string_agg(quote_ident(column_name), ',') FROM
                information_schema.columns WHERE table_name = '{table}' AND is_generated = 'NEVER'""")
            database.psql(f"bulk{number}", f"\\copy {table} ({columns}) TO '{folder}/{table}.copy'")
            script.append(f"\\copy {table} ({columns}) FROM '{folder}/{table}.copy'")
        started = time.time()
        database.psql(f"copied{number}", "\n".join(script + ["COMMIT;"]))
        copying = time.time() - started
        events = int(database.psql(f"bulk{number}", "SELECT count(*) FROM record"))
        ratios.append({"events": events, "importSeconds": importing, "copySeconds": copying, "guards": "off"})
        for name in (f"bulk{number}", f"copied{number}"):
            database.psql("postgres", f"DROP DATABASE {name};")
    return ratios


def prepare(database, name, program):
    database.psql("postgres", f"CREATE DATABASE {name};")
    url = f"postgresql://grainledger@/{name}?host={database.host}"
    subprocess.run([program, "migrate", "--database-url", url], check=True, capture_output=True)
    return url
