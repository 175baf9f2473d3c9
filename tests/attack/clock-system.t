#!/usr/bin/python3
"""A system clock that was never set, or that left the calendar: nothing is done under it, and the run says so."""
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap

PRELOAD = r"""
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <sys/syscall.h>
int clock_gettime(clockid_t id, struct timespec *ts)
{
	const char *fake = getenv("FAKE_CLOCK");
	if (id != CLOCK_REALTIME || fake == NULL)
		return (int)syscall(SYS_clock_gettime, id, ts);
	ts->tv_sec = atoll(fake);
	ts->tv_nsec = 0;
	return 0;
}
int gettimeofday(struct timeval *restrict tv, void *restrict zone)
{
	struct timespec ts;
	(void)zone;
	clock_gettime(CLOCK_REALTIME, &ts);
	tv->tv_sec = ts.tv_sec;
	tv->tv_usec = 0;
	return 0;
}
"""

if os.environ.get("TIDINGS_SANITIZED") or not shutil.which("cc"):
    print("1..0 # SKIP the clock is faked by preloading, which sanitizers and valgrind do not take")
    sys.exit(0)

tap = Tap()
scene = Scene()
source = scene.folder / "clock.c"
source.write_text(PRELOAD)
subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(scene.folder / "clock.so"), str(source)], check=True)


def run(seconds, *words):
    return scene.run(*words, env={"TIDINGS_NOW": "", "LD_PRELOAD": str(scene.folder / "clock.so"),
                                  "FAKE_CLOCK": str(seconds)})


scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
for seconds in (0, 3600, 253402300799):
    result = run(seconds, "run")
    tap.ok(result.status == 75 and "the system's clock is wrong" in result.err and "CRITICAL" not in result.err,
           f"no run at {seconds}", f"{result.status} {result.err}")
tap.ok(not (scene.folder / "state.db").exists(), "nothing was noted")
tap.silent(run(1772434800, "run"), "a run in March 2026")
tap.ok(any("Notes" in m["Subject"] for m in scene.mails()), "sends the first digest")
scene.close()
tap.done()
