#!/usr/bin/env python3
"""Embeds 20,000 files with a small heap, and shows that neither memory nor the time of a photo grows.

    target/peers/bin/python compare/streaming.py --plot streaming.svg

The photos are links to twenty that are made, the model is the bundled one. For each thousand: the
seconds it took, the resident set, and the heap that was live after the collections (with --plot as a picture).
"""
import argparse
import os
import re
import shutil
import subprocess
import time

import fixtures
import harness

ROW_BYTES = 512 * 4


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", default=os.path.join(harness.REPOSITORY, "benchmarks", "target", "compare"))
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--heap", default="256m")
    parser.add_argument("--plot")
    options = parser.parse_args()
    work = os.path.abspath(options.work)
    photos, out = links(work, options.files), os.path.join(work, "streamed")
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    rows = run(options, work, photos, out)
    print("| photos | seconds a thousand | resident set, MiB | live heap, MiB |\n|---|---|---|---|")
    for row in rows:
        print("| {done:,} | {seconds:.2f} | {resident:.0f} | {heap:.0f} |".format(**row))
    if options.plot:
        plot(rows, options)


def links(work, count):
    small, folder = os.path.join(work, "small"), os.path.join(work, f"links-{count}")
    os.makedirs(work, exist_ok=True)
    fixtures.once(small, lambda path: fixtures.photos(path, 20, 240, 180, 4))
    fixtures.once(folder, lambda path: link(small, path, count))
    return folder


def link(small, folder, count):
    for i in range(count):
        os.link(os.path.join(small, f"{i % 20:03d}.jpg"), os.path.join(folder, f"{i:06d}.jpg"))


def run(options, work, photos, out):
    """One row a thousand photos, read off the growing file of vectors."""
    gc_log = os.path.join(out, "gc.log")
    command = [harness.java(), f"-Xmx{options.heap}", f"-Xlog:gc:file={gc_log}", "-jar",
               os.path.join(harness.REPOSITORY, "examples", "target", "clip4j.jar"), "embed", photos,
               "--out", os.path.join(out, "E.npy")]
    rows, last = [], None
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        time.sleep(0.05)
        done, now = vectors(out), time.perf_counter()
        if last is None and done > 0:
            last = now
        if done >= 1000 * (len(rows) + 1):
            try:
                row = {"done": 1000 * (len(rows) + 1), "seconds": now - last, "resident": resident(process.pid), "heap": live_heap(gc_log)}
            except FileNotFoundError:
                break
            rows.append(row)
            last = now
    if process.wait() != 0:
        raise SystemExit(f"exit status {process.returncode} of {' '.join(command)}")
    return rows


def vectors(out):
    sizes = [os.path.getsize(os.path.join(folder, file))
             for folder, _, files in os.walk(out) for file in files if "npy" in file]
    return max(sizes, default=0) // ROW_BYTES


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024


def live_heap(gc_log):
    """The least that was left after one of the last ten collections."""
    with open(gc_log, encoding="utf-8") as log:
        left = re.findall(r"Pause.*->(\d+)M\(", log.read())
    return min(map(int, left[-10:]), default=0)


def plot(rows, options):
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    figure, (time_axes, memory_axes) = plt.subplots(1, 2, figsize=(9, 3), layout="constrained")
    done = [row["done"] for row in rows]
    time_axes.plot(done, [row["seconds"] for row in rows], "o-", markersize=3)
    time_axes.set(ylim=0, xlabel="photos", ylabel="seconds a thousand")
    for key, label in (("resident", "resident set"), ("heap", f"live heap (of {options.heap})")):
        memory_axes.plot(done, [row[key] for row in rows], "o-", markersize=3, label=label)
    memory_axes.set(ylim=0, xlabel="photos", ylabel="MiB")
    memory_axes.legend()
    figure.savefig(options.plot, metadata={"Date": None})


if __name__ == "__main__":
    main()
