"""The table: each figure of the issue as a ratio of medians taken side by side, with its spread, beside what it must be."""

import json
import sys
from statistics import median


def ratios(result, above, below, figure="rate", best=max):
    """Ratio of two cases in each round; of several below, the best of that round."""
    over = result["results"][above]
    under = [result["results"][name] for name in below]
    return [one[figure] / best(other[number][figure] for other in under) for number, one in enumerate(over)]


def differences(result, more, less, figure):
    """Difference of two cases in each round."""
    return [one[figure] - other[figure] for one, other in zip(result["results"][more], result["results"][less])]


def rows(result):
    pg = [f"pgbench {script} {clients}" for script in ("function", "pipeline") for clients in (8, 16, 32)]
    fast = ["fastapi1 uniform 128", "fastapi2 uniform 128"]
    table = [
        row("movements/s, 128 connections ÷ pgbench's best", ratios(result, "ours uniform 128", pg), ">=", 1.2),
        row("movements/s, 128 connections ÷ FastAPI's best", ratios(result, "ours uniform 128", fast), ">=", 5),
        row("p99 at 128 connections ÷ FastAPI's best", ratios(result, "ours uniform 128", fast, "p99", min), "<=", 0.25),
        row("quiet: p50 of 1 connection over HTTP ÷ mean of 1 pgbench client, function call (no HTTP)",
            ratios(result, "ours uniform 1", ["pgbench function 1"], "p50", min), "<=", 1.15),
        row("quiet: p50 of 1 connection ÷ FastAPI's", ratios(result, "ours uniform 1", ["fastapi1 uniform 1"], "p50", min),
            "<=", 1.15),
        row("hot batch ÷ uniform, 128 connections", ratios(result, "ours hot 128", ["ours uniform 128"]), ">=", 0.5),
        row("opposite transfers ÷ uniform, 128 connections", ratios(result, "ours opposite 128", ["ours uniform 128"]), "", None),
        row("reads of one batch, 64 connections ÷ FastAPI's best",
            ratios(result, "ours read 64", ["fastapi1 read 64", "fastapi2 read 64"]), ">=", 3),
        row("import of field tests from files ÷ \\copy of the finished rows into the same tables, guards on",
            [one["guarded"]["seconds"] / one["import"]["seconds"] for one in result["bulk"]], ">=", 0.4),
        row("the same by processor time of program and PostgreSQL together", [cost(one, "guarded") for one in result["bulk"]], "",
            None),
        row("the same ÷ \\copy with triggers off", [one["unguarded"]["seconds"] / one["import"]["seconds"] for one in result["bulk"]],
            "", None),
        row("the same, each by a person of his granary ÷ by the import office, whom no table of permissions is asked for",
            ratios(result, "ours uniform 128", ["ours uniform 128, import office"]), "", None),
        row("authentication: server µs of a request with a token − of one without",
            differences(result, "ours clock 64", "ours livez 64", "serverMicroseconds"), "", None),
        row("row security: PostgreSQL µs of reading one batch by a role − without",
            differences(result, "pgbench guarded read 8", "pgbench bare read 8", "postgresMicroseconds"), "", None),
        row("evidence log, 500 records/s: from receipt to proof, p95 in s", [one["proofP95"] for one in result["evidence"]], "<=", 3),
        row("the same: records/s sustained", [one["rate"] for one in result["evidence"]], ">=", 490),
        row("the same: mean time of the statement that writes leaves ÷ p95 of acceptance",
            [one["leafSeconds"] / one["p95"] for one in result["evidence"]], "<=", 0.1),
        row("server memory at its peak, MB", [result["peakMegabytes"]["ours"]], "<=", 150),
        *page_rows(result.get("pages")),
    ]
    return table + large_rows(result.get("large"))


def large_rows(large):
    """What a book of ten million records does to movements and to the start of a server, and its lineage in memory."""
    if not large:
        return [{"figure": words, "verdict": "not measured"} for words in (
            "movement with 10 million records ÷ with few", "full trace from memory ÷ WITH RECURSIVE",
            "memory of a 10-million-edge graph", "cold start on 10 million records")]
    records, edges = (f"{large[what] / 1e6:.1f} million" for what in ("records", "edges"))
    moves, walks = large["movements"], large["lineage"]
    return [
        row(f"movement with {records} records in the book ÷ with {' to '.join(f'{n / 1000:.0f}' for n in large['smallRecords'])} thousand",
            [one["rate"] / other["rate"] for one, other in zip(moves["large"], moves["small"])], ">=", 0.85),
        row(f"walk of a full trace, {edges} edges: WITH RECURSIVE over covering indexes takes so many times as long as memory",
            [one["databaseNanoseconds"] / one["memoryNanoseconds"] for one in walks], ">=", 20),
        row("memory that these edges add to the peak of the server at 128 connections, MB",
            [large["peakMegabytes"]["large"] - large["peakMegabytes"]["small"]], "<=", 250),
        row(f"start on {records} records, PostgreSQL running: until /readyz says yes, s", [one["ready"] for one in large["start"]], "<=", 3),
        row("the same: until the lineage is in memory too, s", [one["inMemory"] for one in large["start"]], "", None),
    ]


def large_line(large):
    """How the large book was made and walked, in words."""
    if not large:
        return "The large book was not made."
    walks = large["lineage"]
    return (f"Large book: {large['records']} records copied in {large['fillSeconds']:.0f} s. Lineage: {walks[0]['edges']} edges in "
            f"{walks[0]['bytes'] / 1e6:.0f} MB of arrays; a walk finds {median(one['edgesWalked'] / one['walks'] for one in walks):.0f} "
            f"edges, in memory in {median(one['memoryNanoseconds'] for one in walks) / 1000:.0f} µs, by the database in "
            f"{median(one['databaseNanoseconds'] for one in walks) / 1000:.0f} µs; of {sum(one['walks'] for one in walks)} walks "
            f"{sum(len(one['differing']) for one in walks)} differed.")


def page_rows(pages):
    """The slowest list and the slowest batch of the example season, in ms."""
    if not pages:
        return [{"figure": f"{words} of the example season, ms", "verdict": "not measured"} for words in ("slowest list", "slowest batch")]
    words = [(f"slowest of {pages['lists']} lists of the example season ({pages['list'][0]}), ms", "list", 100),
             (f"slowest of {pages['batches']} pages of batches ({pages['batch'][0]}), ms", "batch", 150)]
    return [row(figure, [pages[what][1]], "<=", must) for figure, what, must in words]


def cost(one, copy):
    """Processor time of \\copy ÷ that of the import."""
    return sum(one[copy][who] for who in ("client", "postgres")) / sum(one["import"][who] for who in ("client", "postgres"))


def bulk_line(result):
    """What a record costs on each road, in words."""
    def middle(road, key):
        return median(one[road][key] * 1e6 / one["records"] for one in result["bulk"])
    one = result["bulk"][0]
    roads = "; ".join(f"{name} {middle(road, 'seconds'):.0f} µs ({middle(road, 'client'):.0f} program + {middle(road, 'postgres'):.0f} "
                      "PostgreSQL)" for road, name in (("import", "import"), ("guarded", "\\copy"), ("unguarded", "\\copy unguarded")))
    return f"Field tests: {one['lines']} lines of files make {one['records']} records; a record takes {roads}."


def row(figure, values, sense, must):
    middle = median(values)
    met = must is None or (middle >= must if sense == ">=" else middle <= must)
    return {"figure": figure, "median": middle, "least": min(values), "most": max(values), "must": f"{sense} {must}" if must else "",
            "verdict": "" if must is None else "met" if met else "MISSED"}


def number(value):
    return f"{value:.0f}" if value >= 20 else f"{value:.2f}"


def markdown(result):
    m = result["machine"]
    lines = [
        f"{m['processor']}, {m['cores']} cores, {m['memoryGB']} GB, Linux {m['kernel']}; {result['day']}, commit {result['commit']}; "
        f"{result['rounds']} interleaved rounds of {result['seconds']} s a case; load generator, servers and PostgreSQL share the "
        f"cores; load average at the end {result['loadAverageAtEnd']:.1f}.", "",
        "| figure | median | spread | must | |", "|---|---|---|---|---|"]
    for one in result["rows"]:
        if "median" in one:
            lines.append(f"| {one['figure']} | {number(one['median'])} | {number(one['least'])}–{number(one['most'])} | "
                         f"{one['must']} | {one['verdict']} |")
        else:
            lines.append(f"| {one['figure']} | | | | {one['verdict']} |")
    lines += ["", "Medians over the rounds; processor time in µs an operation.", "",
              "| case | a second | p50 ms | p99 ms | server µs | PostgreSQL µs | client µs |", "|---|---|---|---|---|---|---|"]
    for name, runs in result["results"].items():
        def middle(key, scale=1):
            values = [one[key] for one in runs if key in one]
            return f"{median(values) / scale:.2f}" if values and scale > 1 else f"{median(values):.0f}" if values else ""
        lines.append(f"| {name} | {middle('rate')} | {middle('p50', 1000)} | {middle('p99', 1000)} | "
                     f"{middle('serverMicroseconds')} | {middle('postgresMicroseconds')} | {middle('clientMicroseconds')} |")
    memory = ", ".join(f"{name} {size} MB" for name, size in result["peakMegabytes"].items())
    lines += ["", bulk_line(result), "", large_line(result.get("large"))]
    lines += ["", f"Peak memory: {memory}. pgbench gives means instead of p50.",
              "After every run: each acknowledged write was there, and the grain was what it was before.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    # Makes the table anew from a result that is there.
    folder = sys.argv[1]
    with open(f"{folder}/result.json") as file:
        stored = json.load(file)
    stored["rows"] = rows(stored)
    with open(f"{folder}/result.json", "w") as file:
        json.dump(stored, file, indent=1, ensure_ascii=False)
        file.write("\n")
    with open(f"{folder}/result.md", "w") as file:
        file.write(markdown(stored))
