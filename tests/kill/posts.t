#!/usr/bin/python3
"""`tidings run` killed while it posts and edits: nothing lost, twice only what the ledger doubts and a person says again."""
import os
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import kill_later, seeded, spread  # noqa: E402
from post_harness import MEETINGS, PostRun, learn_posts  # noqa: E402
from discord_peer import DiscordPeer  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

KILLS = int(os.environ.get("TIDINGS_KILLS", "24"))
EACH = 2 if KILLS < 100 else 8
NAMES = ("commit", "committed", "pwrite", "fdatasync", "connect", "send", "recv", "post.send", "post.answered")
EDITIONS = {1: "posts", 2: "edits"}

if "TIDINGS_SANITIZED" in os.environ:
    print("1..0 # SKIP fail points are not for sanitizers and valgrind")
    sys.exit(0)

POINTS, TOOK = learn_posts()
HISTORIES_MAX = 4  # for each kill: a run may be over before it comes
TOTAL = {"kills": 0, "random": 0, "runs": 0, "restarts": 0, "twice": 0, "doubts": 0, "posts": 0, "edits": 0}
LOCK = threading.Lock()


def add(**counts):
    """To TOTAL; cases run side by side."""
    with LOCK:
        for name, count in counts.items():
            TOTAL[name] += count


def history(dice, forum, harm):
    """Meetings are posted, then edited; `harm(run, edition)` is done to the first runs of each."""
    with DiscordPeer(forum=forum) as peer, PostRun(peer, dice, forum) as run:
        for edition in EDITIONS:
            run.write(edition)
            harm(run, edition)
            peer.settle()
            run.finish()
            twice = run.judge()
        add(twice=twice, runs=1, restarts=run.restarts, doubts=run.doubts(), posts=peer.methods.count("POST"),
            edits=peer.methods.count("PATCH"))


def known():
    """a run passes commits, durable writes and each step of a request, whether it posts or edits"""
    for points in POINTS:
        for name in NAMES:
            check(points[name] > 0, name, "is not passed; these are:", dict(points))


def at(point, edition):
    passes = POINTS[edition - 1][point]

    def killed():
        for number in spread(passes, EACH):
            def harm(run, now, number=number):
                if now == edition:
                    status = run.run(fail=f"{point}:{number}")
                    check(status == -9 or (status == 0 and number > 1), f"{point}:{number}: exit", status, run.errors)
                    add(kills=status == -9)

            history(seeded(f"{point}/{edition}/{number}"), number % 2 == 0, harm)

    killed.__doc__ = f"killed at {point} while it {EDITIONS[edition]} ({passes} times in a run)"
    return killed


def at_random(lot, wanted):
    def killed():
        dice = seeded(f"posts/{lot}")
        kills = 0

        def harm(run, _):
            nonlocal kills
            for _ in range(dice.randint(1, 3)):
                kills += kill_later(run.start(), dice.uniform(0, TOOK * 1.1))
                run.restarts += 1

        for _ in range(HISTORIES_MAX * wanted):
            if kills < wanted:
                history(dice, lot % 2 == 0, harm)
        add(kills=kills, random=kills)
        check(kills >= wanted, "killed", kills, "times only")

    killed.__doc__ = f"{wanted} kills at random moments while it posts and edits, lot {lot}{', in a forum' if lot % 2 == 0 else ''}"
    return killed


CASES = [known]
CASES += [at(point, edition) for edition in EDITIONS for point in sorted(POINTS[edition - 1])]
CASES += [at_random(lot, KILLS // 6) for lot in range(1, 7)]
if __name__ == "__main__":
    same(sys.argv[1:], [])
    try:
        run_cases(CASES, jobs=2)
    finally:
        print(f"# {TOTAL['kills']} kills, {TOTAL['random']} of them at random moments, with {MEETINGS} meetings, {TOTAL['posts']} posts and {TOTAL['edits']} edits asked for;"
              f" {TOTAL['runs']} histories in which nothing was lost, after {TOTAL['restarts']} runs: {TOTAL['twice']} came twice,"
              f" {TOTAL['doubts']} were in doubt")
