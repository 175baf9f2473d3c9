#!/usr/bin/python3
"""`tidings run` killed at each fail point and at random moments: nothing lost, twice only what the ledger doubts."""
import os
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import RECIPIENTS, Run, Sink, kill_later, learn, seeded, spread  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

KILLS = int(os.environ.get("TIDINGS_KILLS", "24"))
EACH = 3 if KILLS < 100 else 8
NAMES = ("commit", "committed", "fork", "forked", "mail.answered", "pwrite", "fdatasync", "send", "recv", "worker.connect",
         "worker.recv")

if "TIDINGS_SANITIZED" in os.environ:
    print("1..0 # SKIP fail points are not for sanitizers and valgrind")
    sys.exit(0)

POINTS, TOOK = learn()
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


def known():
    """a run passes commits, durable writes, forks, sends and receives"""
    for name in NAMES:
        check(POINTS[name] > 0, name, "is not passed; these are:", dict(POINTS))


def at(point, action):
    def killed():
        for number in spread(POINTS[point], EACH):
            with Sink() as sink, Run(sink.via) as run:
                status = run.run(fail=f"{point}:{number}={action}")
                # How much goes into one commit is a matter of time, so only the first of a point is sure to be passed.
                check(action == "worker" or status == -9 or (status == 0 and number > 1), f"{point}:{number}: exit", status)
                add(kills=action == "worker" or status == -9)
                conclude(run, sink)

    killed.__doc__ = f"{'a worker is ' if action == 'worker' else ''}killed at {point} ({POINTS[point]} times in a run)"
    return killed


def at_random(lot, wanted):
    def killed():
        dice = seeded(lot)
        kills = 0
        for _ in range(HISTORIES_MAX * wanted):
            if kills >= wanted:
                break
            with Sink() as sink, Run(sink.via) as run:
                for _ in range(dice.randint(1, 3)):
                    kills += kill_later(run.start(), dice.uniform(0, TOOK * 1.1))
                    run.restarts += 1
                conclude(run, sink)
        add(kills=kills, random=kills)
        check(kills >= wanted, "killed", kills, "times only")

    killed.__doc__ = f"{wanted} kills at random moments, one to three in a history, lot {lot}"
    return killed


cases = [known]
cases += [at(point, "kill") for point in sorted(POINTS)]
cases += [at(point, "worker") for point in sorted(POINTS) if point.startswith("worker.")]
cases += [at_random(lot, KILLS // 6) for lot in range(1, 7)]
if __name__ == "__main__":
    same(sys.argv[1:], [])
    try:
        run_cases(cases, jobs=2)
    finally:
        print(f"# {TOTAL['kills']} kills, {TOTAL['random']} of them at random moments, with {RECIPIENTS} recipients; {TOTAL['runs']} histories in which nothing was lost, after"
              f" {TOTAL['restarts']} runs: {TOTAL['twice']} came twice, {TOTAL['doubts']} were in doubt")
