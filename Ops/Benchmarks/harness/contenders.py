"""Who takes part: our service over HTTP, FastAPI over HTTP, and PostgreSQL alone by pgbench."""

import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request

import book
import machine
import people

PROGRAM = os.environ.get("BENCH_PROGRAM", "")
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Database:
    """The private cluster; its address and process come from Ops/bench."""

    def __init__(self):
        self.host = os.environ["BENCH_SOCKET"]
        self.bin = os.environ["BENCH_POSTGRES_BIN"]
        with open(os.environ["BENCH_PIDFILE"]) as file:
            self.pid = int(file.readline())

    def psql(self, database, sql, *arguments):
        done = subprocess.run(
            [f"{self.bin}/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.host, "-U", "grainledger",
             *arguments, database], input=sql, text=True, capture_output=True)
        if done.returncode != 0:
            raise SystemExit(f"psql: {done.stderr}")
        return done.stdout.strip()


class Load:
    """The load client against one port, with one token, or with those of a file (@path), one for each granary."""

    def __init__(self, port, token):
        self.port, self.token = port, token

    def run(self, connections, seconds, *work):
        done = subprocess.run(
            [os.environ["BENCH_LOAD"], str(self.port), str(connections), str(seconds), self.token, *map(str, work)],
            text=True, capture_output=True)
        result = json.loads(done.stdout)
        if result["failures"]:
            raise SystemExit(f"load {work}: {result['failures']} failures, the first: {result['firstFailure']}")
        return result


def wait_for(port, path, process, pause):
    for _ in range(int(60 / pause)):
        if process.poll() is not None:
            raise SystemExit(f"a server on port {port} ended before it was ready")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=1)
            return
        except urllib.error.HTTPError as error:
            # Not ready yet; any other address answers somehow as soon as the server is there.
            if error.code != 503:
                return
            time.sleep(pause)
        except OSError:
            time.sleep(pause)
    raise SystemExit(f"no answer on port {port}")


class Server:
    """A server process with its database and its load client."""

    def __init__(self, name, database, port, command, environment, token, log):
        self.name, self.database, self.port = name, database, port
        self.command, self.environment, self.log, self.process = command, environment, log, None
        self.load = Load(port, token)

    def start(self, path, pause=0.1, port=None):
        out = open(self.log, "ab")
        self.process = subprocess.Popen(
            self.command, env={**os.environ, **self.environment}, stdout=out, stderr=out, cwd=f"{HERE}/peers")
        wait_for(port or self.port, path, self.process, pause)

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
            self.process = None


def url(database, name):
    return f"postgresql://grainledger@/{name}?host={database.host}"


def service(name, database, port, environment, token, log):
    """The service over a database of this name."""
    command = [PROGRAM, "serve", "--database-url", url(database, name), "--listen", f"127.0.0.1:{port}"]
    return Server(name, name, port, command, environment, token, log)


def ours(database, folder):
    database.psql("postgres", "CREATE DATABASE ours;")
    place = url(database, "ours")
    subprocess.run([PROGRAM, "migrate", "--database-url", place], check=True, capture_output=True)
    token = subprocess.run(
        [PROGRAM, "token", "create", "--database-url", place, "--name", "bench", "--office", "import"],
        check=True, capture_output=True, text=True).stdout.strip()
    subprocess.run([PROGRAM, "log", "key", "new", "--origin", "bench.example/log", "--log-directory", f"{folder}/log"],
                   check=True, capture_output=True)
    environment = {"GRAINLEDGER_FACTOR_KEY_FILE": f"{folder}/factor.key", "GRAINLEDGER_LOG_DIRECTORY": f"{folder}/log"}
    server = service("ours", database, 18080, environment, token, f"{folder}/ours.log")
    server.start("/livez")
    for path in book.acts(folder):
        server.load.run(64, 600, "acts", path)
    server.office, server.tokens = server.load, people.employ(database, folder)
    server.load = Load(18080, f"@{server.tokens}")
    database.psql("ours", "VACUUM ANALYZE;")
    return server


def fastapi(database, folder, workers):
    if not database.psql("postgres", "SELECT 1 FROM pg_database WHERE datname = 'peer'"):
        database.psql("postgres", "CREATE DATABASE peer;")
        with open(f"{HERE}/peers/schema.sql") as file:
            database.psql("peer", file.read() + book.PEER_SQL)
        database.psql("peer", "VACUUM ANALYZE;")
    port = 18090 + workers
    command = [os.environ["BENCH_UVICORN"], "service:app", "--port", str(port), "--workers", str(workers), "--loop", "uvloop",
               "--http", "httptools", "--no-access-log", "--log-level", "warning"]
    server = Server(f"fastapi{workers}", "peer", port, command, {"POOL": str(12 // workers), "PGHOST": database.host},
                    "bench", f"{folder}/fastapi{workers}.log")
    server.start("/v1/batches/B00000")
    return server


def pgbench(database, script, clients, seconds, book="peer"):
    """Transactions a second of a script, its mean latency in microseconds, and how many there were."""
    done = subprocess.run(
        [f"{database.bin}/pgbench", "-n", "-M", "prepared", "-f", f"{HERE}/peers/{script}.pgbench", "-c", str(clients),
         "-j", "1", "-T", str(seconds), "-h", database.host, "-U", "grainledger", book], text=True, capture_output=True)
    rate = re.search(r"tps = ([0-9.]+)", done.stdout)
    failed = re.search(r"number of failed transactions: (\d+)", done.stdout)
    if not rate or (failed and int(failed.group(1))):
        raise SystemExit(f"pgbench {script}: {done.stdout}{done.stderr}")
    latency = re.search(r"latency average = ([0-9.]+)", done.stdout)
    count = re.search(r"actually processed: (\d+)", done.stdout)
    return float(rate.group(1)), float(latency.group(1)) * 1000, int(count.group(1))
