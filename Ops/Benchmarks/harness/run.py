"""Runs all contenders in interleaved rounds, checks after each run that nothing was lost or made, and prints ratios."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time

import book
import bulk
import contenders
import large
import machine
import pages
import proofs
import table


PORTS = (18080, *large.PORTS.values(), large.ADMIN, 18091, 18092, pages.PORT)


def demand_free_ports():
    """Ends what would else talk to the servers of a run that was killed, and measure those."""
    taken = []
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                taken.append(str(port))
    if taken:
        raise SystemExit(f"ports in use: {', '.join(taken)}; end what listens there (`ss -ltnp`), then run again")


class Bench:
    def __init__(self, quick):
        demand_free_ports()
        self.quick = quick
        self.seconds = 2 if quick else 4
        self.rounds = 3 if quick else 5
        self.folder = tempfile.mkdtemp(prefix="bench-")
        os.chmod(self.folder, 0o755)
        self.database = contenders.Database()
        self.results = {}
        self.started = time.time()
        self.count = 0

    def say(self, words):
        print(f"==> {time.time() - self.started:4.0f} s  {words}", file=sys.stderr, flush=True)

    def cases(self):
        """Name of each case, and how to run it once."""
        ours, one, two = self.ours, self.fastapi1, self.fastapi2
        cases = {}
        for connections in (1, 16, 64, 128):
            cases[f"ours uniform {connections}"] = lambda c=connections: self.move(ours, c, "uniform")
        cases["ours uniform 128, import office"] = lambda: self.move(ours, 128, "uniform", ours.office)
        for workload in ("hot", "opposite"):
            cases[f"ours {workload} 128"] = lambda w=workload: self.move(ours, 128, w)
        cases["ours mixed 128"] = lambda: self.mixed(ours, 128)
        for clients in (8, 16, 32):
            cases[f"pgbench function {clients}"] = lambda c=clients: self.pgbench("function", c)
            cases[f"pgbench pipeline {clients}"] = lambda c=clients: self.pgbench("pipeline", c)
        cases["pgbench function 1"] = lambda: self.pgbench("function", 1)
        for server in (one, two):
            cases[f"{server.name} uniform 128"] = lambda s=server: self.move(s, 128, "uniform")
            cases[f"{server.name} read 64"] = lambda s=server: self.read(s, 64)
        cases["fastapi1 uniform 1"] = lambda: self.move(one, 1, "uniform")
        cases["ours read 64"] = lambda: self.read(ours, 64)
        cases["ours clock 64"] = lambda: self.http(ours.load, ours, 64, "get", "/v1/clock")
        cases["ours livez 64"] = lambda: self.http(ours.load, ours, 64, "get", "/livez")
        for script in ("guarded", "bare"):
            cases[f"pgbench {script} read 8"] = lambda s=script: self.pgbench(s, 8, "ours")
        return cases

    def measured(self, server, action):
        """Runs an action; its processor time an operation goes with its result, in microseconds."""
        before = machine.cpu(self.database.pid), machine.cpu(server.process.pid) if server else 0
        result = action()
        after = machine.cpu(self.database.pid), machine.cpu(server.process.pid) if server else 0
        operations = result["operations"]
        result["postgresMicroseconds"] = round((after[0] - before[0]) * 1e6 / operations, 1)
        result["serverMicroseconds"] = round((after[1] - before[1]) * 1e6 / operations, 1)
        return result

    def http(self, load, server, connections, *work, seconds=None):
        def action():
            done = load.run(connections, seconds or self.seconds, *work)
            return {"operations": done["acknowledged"], "rate": done["acknowledged"] / done["seconds"],
                    "p50": done["p50"], "p99": done["p99"],
                    "clientMicroseconds": round(done["cpu"] * 1e6 / done["acknowledged"], 1)}
        return self.measured(server, action)

    def move(self, server, connections, workload, load=None, seconds=None):
        self.count += 1
        acknowledged = f"{self.folder}/acknowledged"
        result = self.http(load or server.load, server, connections, "move", workload, book.BATCHES, f"run{self.count}", acknowledged,
                           seconds=seconds)
        self.check(server.database, acknowledged)
        return result

    def mixed(self, server, connections):
        self.count += 1
        acknowledged = f"{self.folder}/acknowledged"
        result = self.http(server.load, server, connections, "mixed", book.BATCHES, f"run{self.count}", acknowledged)
        self.check(server.database, acknowledged)
        return result

    def read(self, server, connections):
        return self.http(server.load, server, connections, "read", book.BATCHES)

    def pgbench(self, script, clients, database="peer"):
        def action():
            rate, latency, count = contenders.pgbench(self.database, script, clients, self.seconds, database)
            return {"operations": count, "rate": rate, "p50": latency}
        result = self.measured(None, action)
        self.check(database, None)
        return result

    def check(self, database, acknowledged):
        """Every acknowledged write is there, and the grain is what it was."""
        if acknowledged:
            missing = self.database.psql(database, f"""CREATE TEMP TABLE acknowledged (key text);
                \\copy acknowledged FROM '{acknowledged}'
                SELECT count(*) FROM acknowledged WHERE NOT EXISTS (SELECT FROM answer WHERE answer.key = acknowledged.key
                    AND EXISTS (SELECT FROM record WHERE record.id = answer.record_id));""")
            if missing != "0":
                raise SystemExit(f"{missing} acknowledged writes are missing in {database}")
        grams = self.database.psql(database, "SELECT sum(mass_g) FROM holding")
        if grams != str(book.BATCHES * book.NET):
            raise SystemExit(f"{database} holds {grams} g instead of {book.BATCHES * book.NET} g")

    def check_legs(self, database):
        """Each movement closes, and the holdings are what the legs say."""
        wrong = self.database.psql(database, f"""SELECT (SELECT count(*) FROM (SELECT record_id FROM movement_leg
                GROUP BY record_id, batch HAVING sum(mass_g) <> 0) AS opened)
            + (SELECT count(*) FROM holding JOIN (SELECT batch, place, sum(mass_g) AS mass_g FROM movement_leg
                WHERE place LIKE 'bin:%' GROUP BY batch, place) AS said USING (batch, place)
                WHERE holding.mass_g <> said.mass_g + {0 if database != 'peer' else f"CASE WHEN (right(place, 1) = '1') = (right(batch, 1) IN ('0','2','4','6','8')) THEN {book.NET} ELSE 0 END"})""")
        if wrong != "0":
            raise SystemExit(f"{database}: {wrong} movements do not close or holdings are wrong")

    def run(self):
        self.say("making the book through the service, and the same book for the peers")
        self.ours = contenders.ours(self.database, self.folder)
        large.keep_small(self.database, self.folder, self.ours)
        self.fastapi1 = contenders.fastapi(self.database, self.folder, 1)
        self.fastapi2 = contenders.fastapi(self.database, self.folder, 2)
        cases = self.cases()
        try:
            for number in range(self.rounds):
                self.say(f"round {number + 1} of {self.rounds}, load average {machine.load():.1f}")
                # Each round begins elsewhere, so that no case always runs after the same neighbour.
                names = list(cases)
                for name in names[number * 5 % len(names):] + names[:number * 5 % len(names)]:
                    self.results.setdefault(name, []).append(cases[name]())
            self.say("the evidence log under writers that keep a pace")
            evidence = [proofs.run(self.database, self.ours, f"{self.folder}/tokens", number, self.quick)
                        for number in range(1 if self.quick else 3)]
            self.check("ours", None)
            memory = {s.name: machine.peak_megabytes(s.process.pid) for s in (self.ours, self.fastapi1, self.fastapi2)}
        finally:
            for server in (self.ours, self.fastapi1, self.fastapi2):
                server.stop()
        self.check_legs("ours")
        self.check_legs("peer")
        self.say("a book of ten million records beside a small one")
        grown = large.run(self, self.ours.tokens)
        self.say("bulk import")
        imported = bulk.run(self.database, self.folder, self.quick)
        self.say("pages of the console on the example season")
        shown = pages.run(self.folder)
        return {"machine": machine.name(), "loadAverageAtEnd": machine.load(), "quick": self.quick,
                "seconds": self.seconds, "rounds": self.rounds, "day": time.strftime("%Y-%m-%d"),
                "commit": os.environ.get("BENCH_COMMIT", ""),
                "results": self.results, "peakMegabytes": memory, "bulk": imported, "large": grown, "evidence": evidence,
                "pages": shown}


def main():
    result = Bench("--quick" in sys.argv).run()
    result["rows"] = table.rows(result)
    text = table.markdown(result)
    print(text)
    folder = os.environ["BENCH_OUTPUT"]
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/result.json", "w") as file:
        json.dump(result, file, indent=1, ensure_ascii=False)
        file.write("\n")
    with open(f"{folder}/result.md", "w") as file:
        file.write(text)


if __name__ == "__main__":
    main()
