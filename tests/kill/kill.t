#!/usr/bin/python3
"""`tidings run` killed at each fail point and at random moments: nothing lost, twice only what the ledger doubts."""
import os
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import RECIPIENTS, Plain, Tls, kill_later, learn, seeded, spread  # noqa: E402
from tap import check, run_cases, same  # noqa: E402
from tls import Authority  # noqa: E402

KILLS = int(os.environ.get("TIDINGS_KILLS", "24"))
EACH = 3 if KILLS < 100 else 8
NAMES = {"plain": ("commit", "committed", "fork", "forked", "mail.answered", "pwrite", "fdatasync", "write", "worker.connect",
                   "worker.recv", "worker.write"),
         "TLS": ("commit", "committed", "curl.send", "curl.answered", "pwrite", "fdatasync")}

if "TIDINGS_SANITIZED" in os.environ:
    print("1..0 # SKIP fail points are not for sanitizers and valgrind")
    sys.exit(0)

SCRATCH = tempfile.TemporaryDirectory(prefix="tidings-kill-")
WAYS = [Plain(), Tls(Authority(SCRATCH.name))]
LEARNT = {way.name: learn(way) for way in WAYS}
HISTORIES_MAX = 4  # for each kill: a run may be over before it comes
TOTAL = {"kills": 0, "random": 0, "runs": 0, "restarts": 0, "twice": 0, "doubts": 0}
LOCK = threading.Lock()


def add(**counts):
    """To TOTAL; cases run side by side."""
    with LOCK:
        for name, count in counts.items():
            TOTAL[name] += count


def conclude(run, sink):
    run.finish()
    add(twice=run.judge(sink), runs=1, restarts=run.restarts, doubts=sum(row[0] for row in run.rows("doubts")))


def known(way):
    def passes():
        points, _ = LEARNT[way.name]
        for name in NAMES[way.name]:
            check(points[name] > 0, name, "is not passed; these are:", dict(points))

    passes.__doc__ = f"{way.name}: a run passes commits, durable writes and what it does with servers"
    return passes


def at(way, point, action):
    passed = LEARNT[way.name][0][point]

    def killed():
        for number in spread(passed, EACH):
            with way.sink() as sink, way.run(sink) as run:
                status = run.run(fail=f"{point}:{number}={action}")
                # How much goes into one commit is a matter of time, so only the first of a point is sure to be passed.
                check(action == "worker" or status == -9 or (status == 0 and number > 1), f"{point}:{number}: exit", status)
                add(kills=action == "worker" or status == -9)
                conclude(run, sink)

    killed.__doc__ = f"{way.name}: {'a worker is ' if action == 'worker' else ''}killed at {point} ({passed} times in a run)"
    return killed


def at_random(way, lot, wanted):
    def killed():
        dice = seeded(f"{way.name} {lot}")
        kills = 0
        for _ in range(HISTORIES_MAX * wanted):
            if kills >= wanted:
                break
            with way.sink() as sink, way.run(sink) as run:
                for _ in range(dice.randint(1, 3)):
                    kills += kill_later(run.start(), dice.uniform(0, LEARNT[way.name][1] * 1.1))
                    run.restarts += 1
                conclude(run, sink)
        add(kills=kills, random=kills)
        check(kills >= wanted, "killed", kills, "times only")

    killed.__doc__ = f"{way.name}: {wanted} kills at random moments, one to three in a history, lot {lot}"
    return killed


def with_mail(way):
    """The points of a run that concern the mail: the others are the same for each way."""
    points = sorted(LEARNT[way.name][0])
    return points if way.name == "plain" else [point for point in points if point in NAMES[way.name] + ("send", "recv")]


cases = [known(way) for way in WAYS]
cases += [at(way, point, "kill") for way in WAYS for point in with_mail(way)]
cases += [at(WAYS[0], point, "worker") for point in with_mail(WAYS[0]) if point.startswith("worker.")]
cases += [at_random(way, lot, KILLS // 6) for way in WAYS for lot in range(1, 7 if way.name == "plain" else 4)]
if __name__ == "__main__":
    same(sys.argv[1:], [])
    try:
        run_cases(cases, jobs=2)
    finally:
        print(f"# {TOTAL['kills']} kills, {TOTAL['random']} of them at random moments, with {RECIPIENTS} recipients; {TOTAL['runs']} histories in which nothing was lost, after"
              f" {TOTAL['restarts']} runs: {TOTAL['twice']} came twice, {TOTAL['doubts']} were in doubt")
