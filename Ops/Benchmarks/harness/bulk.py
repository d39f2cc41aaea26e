"""Bulk import of the field tests of a simulated season against `\\copy` of the rows it makes into the same tables.

The import begins with files: it parses, validates, judges, stores, records and makes leaves, in many transactions. `\\copy` gets the
finished rows, in one transaction, and knows nothing: once with triggers, constraints and indexes as they are (what a plain user
of `\\copy` has), once with triggers off. In the second, nobody has asked whether a record has a leaf.
"""

import os
import resource
import subprocess
import time

import fieldtests
import machine

# Which rows the import has made: those of its records, and the documents of field tests.
OF_RECORDS = "SELECT id FROM record WHERE seq > {seq}"
TABLES = {
    "parcel": "true", "sample": "true", "test_run": "true", "report": "true",
    "record": "seq > {seq}", "leaf_pending": f"record_id IN ({OF_RECORDS})", "answer": f"record_id IN ({OF_RECORDS})",
    "finding": f"record_id IN ({OF_RECORDS})", "disclosure": f"record_id IN ({OF_RECORDS})",
}


def run(database, folder, quick):
    program = os.environ["BENCH_PROGRAM"]
    parcels = 2000 if quick else 20000
    subprocess.run([program, "simulate", "--parcels", str(parcels), "--trucks", "1", "-o", f"{folder}/season"],
                   check=True, capture_output=True)
    registers, tests, lines = fieldtests.write(f"{folder}/season/events.jsonl", f"{folder}/files")
    return [once(database, folder, program, registers, tests, lines) for _ in range(2 if quick else 3)]


def once(database, folder, program, registers, tests, lines):
    database.psql("postgres", "CREATE DATABASE bulk;")
    url = f"postgresql://grainledger@/bulk?host={database.host}"
    subprocess.run([program, "migrate", "--database-url", url], check=True, capture_output=True)
    subprocess.run([program, "import", "season", "--database-url", url, registers], check=True, capture_output=True)
    before = int(database.psql("bulk", "SELECT max(seq) FROM record"))
    for name in ("guarded", "unguarded"):
        database.psql("postgres", f"CREATE DATABASE {name} TEMPLATE bulk;")

    importing = timed(database, [program, "import", "season", "--database-url", url, "--errors", folder, tests])
    result = {"lines": lines, "records": int(database.psql("bulk", f"SELECT count(*) FROM record WHERE seq > {before}")),
              "import": importing}
    copies = [copy_out(database, folder, table, which.format(seq=before)) for table, which in TABLES.items()]
    for name, setting in (("guarded", ""), ("unguarded", "SET LOCAL session_replication_role = replica;")):
        result[name] = timed(
            database, [f"{database.bin}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", database.host, "-U", "grainledger", name],
            "\n".join(["BEGIN;", setting, *copies, "COMMIT;"]))
        for table in TABLES:
            count = f"SELECT count(*) FROM {table}"
            if database.psql(name, count) != database.psql("bulk", count):
                raise SystemExit(f"\\copy made other rows in {table} than the import")
    for name in ("bulk", "guarded", "unguarded"):
        database.psql("postgres", f"DROP DATABASE {name};")
    return result


def copy_out(database, folder, table, which):
    """Writes the rows to a file; answers the line that copies them in."""
    columns = database.psql("bulk", f"""SELECT string_agg(quote_ident(column_name), ',') FROM information_schema.columns
        WHERE table_name = '{table}' AND is_generated = 'NEVER'""")
    database.psql("bulk", f"\\copy (SELECT {columns} FROM {table} WHERE {which}) TO '{folder}/{table}.copy'")
    return f"\\copy {table} ({columns}) FROM '{folder}/{table}.copy'"


def timed(database, command, script=None):
    """Seconds a program takes, with the processor time of it and of PostgreSQL."""
    postgres = machine.cpu(database.pid)
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.time()
    done = subprocess.run(command, input=script, capture_output=True, text=True)
    seconds = time.time() - started
    if done.returncode:
        raise SystemExit(f"{command[:3]}: {done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"seconds": seconds, "client": after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime,
            "postgres": machine.cpu(database.pid) - postgres}
