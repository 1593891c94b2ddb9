#!/usr/bin/env python3
"""Times clip4j and its peers on this machine, one after the other, and prints one table.

    python3 -m venv target/peers && target/peers/bin/pip install -r compare/requirements.txt
    target/peers/bin/python compare/compare.py                      all areas
    target/peers/bin/python compare/compare.py encoding linalg      some
    target/peers/bin/python compare/compare.py --only "k-means"     the rows with this in their name

Run from `benchmarks`, after the jars were built. Every measurement is appended to results.jsonl in the
work directory; `--table` prints the medians of what is there without measuring.
"""
import argparse
import importlib
import json
import os
import sys

import fixtures
import harness

AREAS = ("encoding", "preprocessing", "linalg", "search", "start")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areas", nargs="*", choices=[*AREAS, []], metavar="AREA", help=", ".join(AREAS))
    parser.add_argument("--work", default=os.path.join(harness.REPOSITORY, "benchmarks", "target", "compare"))
    parser.add_argument("--only", default="", help="measure the rows whose name contains this")
    parser.add_argument("--threads", type=int, help="measure with this many processors only")
    parser.add_argument("--rounds", type=int, default=1, help="measure everything this often, in turns")
    parser.add_argument("--table", action="store_true", help="print what was measured before")
    options = parser.parse_args()
    work = os.path.abspath(options.work)
    results = os.path.join(work, "results.jsonl")
    if not options.table:
        fixtures.make(work)
        for _ in range(options.rounds):
            for area in options.areas or AREAS:
                measure(area, options, work, results)
    print(harness.table(merged(results)))


def measure(area, options, work, results):
    module = importlib.import_module(area)
    if hasattr(module, "prepare"):
        module.prepare(work)
    for row in module.ROWS:
        for threads in row.threads:
            if options.only in row.what and options.threads in (None, threads):
                print(f"{area}: {row.what}, {threads} processors", file=sys.stderr)
                record = {
                    "what": row.what,
                    "threads": threads,
                    "items": row.items,
                    "aims": row.aims,
                    "ours": harness.measure(area, row.ours, work, threads),
                    "peers": {name: harness.measure(area, peer, work, threads) for name, peer in row.peers.items()},
                }
                with open(results, "a", encoding="utf-8") as out:
                    out.write(json.dumps(record) + "\n")


def merged(results):
    """One record a row, with the times of all rounds."""
    rows = {}
    with open(results, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            known = rows.setdefault((record["what"], record["threads"]), {**record, "ours": [], "peers": {}})
            known["aims"] = record["aims"]
            known["ours"] += record["ours"]
            for name, times in record["peers"].items():
                known["peers"].setdefault(name, []).extend(times)
    return rows.values()


if __name__ == "__main__":
    main()
