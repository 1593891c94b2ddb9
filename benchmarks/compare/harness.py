"""What is compared, how it is timed, and the table that comes out."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))
JAR = os.path.join(REPOSITORY, "benchmarks", "target", "benchmarks.jar")

TO_SECONDS = {"ns/op": 1e-9, "us/op": 1e-6, "ms/op": 1e-3, "s/op": 1.0}


@dataclass(frozen=True)
class Jmh:
    """A JMH benchmark of ours. {work} and {threads} in the parameters' values are filled in."""

    benchmark: str
    parameters: dict = field(default_factory=dict)
    options: tuple = ("-f", "1", "-wi", "3", "-i", "5")


@dataclass(frozen=True)
class Peer:
    """A function of the area's module. It gets the work directory and these arguments, prepares, and
    returns the function that is timed."""

    function: str
    arguments: dict = field(default_factory=dict)
    repeats: int = 7
    warm: int = 1


@dataclass(frozen=True)
class Process:
    """A command that is timed from its start to its end. {work}, {java}, {python} and {repository} are
    filled in."""

    command: tuple
    repeats: int = 5


@dataclass(frozen=True)
class Row:
    """One line of the table. `aims` has the ratio that a peer's time is to be of ours, at least."""

    what: str
    ours: object
    peers: dict
    items: int = 1
    threads: tuple = (1, 2)
    aims: dict = field(default_factory=dict)


def measure(area, contender, work, threads):
    """The times of one contender, in seconds, with `threads` processors."""
    if isinstance(contender, Jmh):
        return measure_jmh(contender, work, threads)
    if isinstance(contender, Process):
        return measure_process(contender, work, threads)
    return measure_peer(area, contender, work, threads)


def pinned(command, threads):
    """Runs on the first processors only: every thread pool then sizes itself for them."""
    return ["taskset", "-c", f"0-{threads - 1}", *command]


def environment(threads):
    env = dict(os.environ)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
        env[name] = str(threads)
    env["HF_HUB_OFFLINE"] = "1"
    env["TOKENIZERS_PARALLELISM"] = "false"
    return env


def java():
    home = os.environ.get("JAVA_HOME")
    return os.path.join(home, "bin", "java") if home else "java"


def measure_jmh(jmh, work, threads):
    with tempfile.NamedTemporaryFile(suffix=".json") as results:
        command = [java(), "-jar", JAR, f"\\.{jmh.benchmark}$", *jmh.options]
        for name, value in jmh.parameters.items():
            command += ["-p", f"{name}={str(value).format(work=work, threads=threads)}"]
        command += ["-rf", "json", "-rff", results.name]
        subprocess.run(pinned(command, threads), check=True, stdout=subprocess.DEVNULL)
        runs = json.load(results)
    if len(runs) != 1:
        raise ValueError(f"expected one benchmark with one set of parameters, {command} ran {len(runs)}")
    metric = runs[0]["primaryMetric"]
    scale = TO_SECONDS[metric["scoreUnit"]]
    return [value * scale for fork in metric["rawData"] for value in fork]


def measure_process(process, work, threads):
    names = {"work": work, "java": java(), "python": sys.executable, "repository": REPOSITORY}
    command = pinned([part.format(**names) for part in process.command], threads)
    times = []
    for _ in range(process.repeats):
        start = time.perf_counter()
        subprocess.run(command, check=True, env=environment(threads), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return times


def measure_peer(area, peer, work, threads):
    """In a process of its own, so that the thread budget is set before anything is imported."""
    command = [sys.executable, "-W", "ignore", os.path.join(HERE, "harness.py"), area, peer.function, work,
               json.dumps(peer.arguments), str(peer.repeats), str(peer.warm)]
    done = subprocess.run(pinned(command, threads), check=True, env=environment(threads), stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def time_peer(area, function, work, arguments, repeats, warm):
    module = __import__(area)
    timed = getattr(module, function)(work, **json.loads(arguments))
    for _ in range(int(warm)):
        timed()
    times = []
    for _ in range(int(repeats)):
        start = time.perf_counter()
        timed()
        times.append(time.perf_counter() - start)
    print(json.dumps(times))


def table(records):
    """Markdown: medians, and how many times our time a peer took."""
    lines = ["| what | processors | clip4j | peer | its time | times ours | aim |", "|---|---|---|---|---|---|---|"]
    for record in records:
        ours = statistics.median(record["ours"])
        for peer, times in record["peers"].items():
            theirs = statistics.median(times)
            aim = record["aims"].get(peer)
            lines.append(f"| {record['what']} | {record['threads']} | {shown(ours, record['items'])} | {peer} "
                         f"| {shown(theirs, record['items'])} | **{theirs / ours:.2f}** | {'' if aim is None else f'{aim:g}'} |")
    return "\n".join(lines)


def shown(seconds, items):
    time_taken = f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"
    return time_taken if items == 1 else f"{time_taken}, {items / seconds:.3g}/s"


if __name__ == "__main__":
    time_peer(*sys.argv[1:])
