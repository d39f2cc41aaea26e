"""The evidence log under writers that keep a pace: how long an act takes, how long its proof, and what its leaf costs.

Five hundred movements a second for twenty seconds, on connections of their own; of every fiftieth the proof is waited for as a
program would (`?wait=30`), from the moment its receipt was there. The cost of leaves is the time that PostgreSQL spends in the
one statement that writes them, by `pg_stat_statements`; making their bytes is in the server's time of every row above.
"""

import asyncio
import json
import time

import book

PACE = 500
CONNECTIONS = 32
EVERY = 50
LEAVES = "%INSERT INTO leaf_pending%"


class Connection:
    """HTTP/1.1 on one connection, one request at a time."""

    def __init__(self, port):
        self.port = port

    async def ask(self, head, body=b""):
        if not hasattr(self, "reader"):
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(head + body)
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        length = next((int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length:")), 0)
        return int(lines[0].split()[1]), await self.reader.readexactly(length)


def movement(number, token, keys):
    """A gram of a batch to the other bin of its granary, and back the next time."""
    batch = number * 7919 % book.BATCHES
    granary = book.granary(batch // 10)
    here, there = ("1", "2") if batch % 2 == 0 else ("2", "1")
    body = json.dumps({"occurredAt": "2024-12-05T08:00:00+08:00", "data": {
        "operation": f"ZY24-{keys}-{number}", "batch": f"B{batch:05d}", "from": f"{granary}-{here}", "to": f"{granary}-{there}",
        "grams": 1, "reason": "倒仓"}}).encode()
    head = (f"POST /v1/acts/batch-moved HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: {keys}-{number}\r\nContent-Length: {len(body)}\r\n\r\n")
    return head.encode(), body


async def prove(port, token, record, proofs):
    started = time.monotonic()
    connection = Connection(port)
    head = f"GET /v1/records/{record}/proof?wait=30 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"
    status, _ = await connection.ask(head.encode())
    if status != 200:
        raise SystemExit(f"the proof of {record} answered {status}")
    proofs.append(time.monotonic() - started)
    connection.writer.close()


async def write(worker, port, tokens, keys, seconds, acts, proofs, ends):
    connection, waiting = Connection(port), []
    begun = time.monotonic()
    for turn in range(PACE * seconds // CONNECTIONS):
        number = turn * CONNECTIONS + worker
        await asyncio.sleep(max(0, begun + number / PACE - time.monotonic()))
        token = tokens[number * 7919 % book.BATCHES // 10]
        started = time.monotonic()
        status, answer = await connection.ask(*movement(number, token, keys))
        if status != 201:
            raise SystemExit(f"a movement answered {status}: {answer.decode()}")
        acts.append(time.monotonic() - started)
        if number % EVERY == 0:
            waiting.append(asyncio.create_task(prove(port, token, json.loads(answer)["recordId"], proofs)))
    ends.append(time.monotonic())
    await asyncio.gather(*waiting)


async def paced(port, tokens, keys, seconds):
    acts, proofs, ends = [], [], []
    started = time.monotonic()
    await asyncio.gather(*(write(w, port, tokens, keys, seconds, acts, proofs, ends) for w in range(CONNECTIONS)))
    # The last proofs are waited for after the last act.
    return acts, proofs, len(acts) / max(seconds, max(ends) - started)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def run(database, server, path, number, quick):
    """One round; times in seconds."""
    with open(path) as file:
        tokens = file.read().split()
    database.psql("ours", "CREATE EXTENSION IF NOT EXISTS pg_stat_statements; SELECT pg_stat_statements_reset();")
    acts, proofs, rate = asyncio.run(paced(server.port, tokens, f"paced{number}", 6 if quick else 20))
    spent = float(database.psql("ours", f"""SELECT coalesce(sum(total_exec_time) / sum(calls), 0) / 1000
        FROM pg_stat_statements WHERE query LIKE '{LEAVES}'"""))
    if not spent:
        raise SystemExit("pg_stat_statements knows no statement that writes leaves")
    return {"rate": rate, "p50": percentile(acts, 0.5), "p95": percentile(acts, 0.95),
            "proofP95": percentile(proofs, 0.95), "proofs": len(proofs), "leafSeconds": spent}
