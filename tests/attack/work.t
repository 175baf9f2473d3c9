#!/usr/bin/python3
"""Notes made to cost more than they are worth: files of up to max_size are read within bounded work and memory.

The bound on work is no assertion on time: where it grew with the square of something, each of these took a minute of the
processor or nearly, and the kernel ends a program that has taken SECONDS of it.  Memory is 64 MiB at most.
`make check-growth` measures how the cost of each of a hundred shapes grows.
"""
import os
import pathlib
import resource
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "growth")]
from scene import CHECKOUT, CONFIG, KEPT, TIDINGS, Scene, Tap
from shapes import SHAPES, fill, head, lines, several

SANITIZED = "TIDINGS_SANITIZED" in os.environ
SECONDS, PEAK = 200 if SANITIZED else 10, 64
LARGE = 960 << 10  # bytes: near max_size
PEOPLE = CONFIG.replace("groups:", "  - {id: mira, name: Mira Vale, aliases: [MV], email: mira@example.org}\n"
                                   "  - {id: tom, name: Tom Harrow, aliases: [TomH], email: tom@example.org}\ngroups:")

tap = Tap()


def bound():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def act(scene, *arguments):
    """(exit status, MiB at the peak)"""
    environment = {"PATH": os.environ["PATH"], "HOME": str(scene.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                   "TIDINGS_NOW": "2026-03-05T09:00:00+02:00", "TIDINGS_TEMPLATES": str(CHECKOUT / "templates")}
    environment.update({k: v for k, v in os.environ.items() if k.startswith(KEPT)})
    with open(os.devnull, "r+b") as null:
        child = subprocess.Popen([TIDINGS, *arguments], cwd=scene.folder, env=environment, preexec_fn=bound,
                                 stdin=null, stdout=null, stderr=null)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_maxrss / 1024


def check(name, files, *commands, memory=True):
    scene = Scene(PEOPLE)
    for path, text in files.items():
        scene.note(path, text)
    files.clear()  # what this process has in memory counts for the peak of its child
    for command in commands:
        paths = sorted(str(p) for p in (scene.folder / "notes").rglob("*.md")) if command in ("parse", "lint") else []
        status, peak = act(scene, command, *paths)
        tap.ok(status in (0, 65), f"{name}: {command} ends", status)
        if memory and not SANITIZED:
            tap.ok(peak <= PEAK, f"{name}: {command} takes {PEAK} MiB at most", f"{peak:.0f} MiB")
    scene.close()


def shape(name, size=LARGE):
    make, commands, *_ = SHAPES[name]
    check(make.__doc__, make(size), *dict.fromkeys(commands))


check("six equal files of empty lines that end in CR", {f"{i}.md": head() + "\r" * LARGE for i in range(6)}, "run")
shape("participants_in_each_file", LARGE // 2)
shape("items_finished_and_copied")
shape("participants_on_one_line")
check("addresses within words", several(12, 12 * LARGE, lambda i, part: head() + "## TODOs\n\n" + lines(
    part, lambda k: "- MV: " + fill(f"x{i}y{k}hhttp://[", 3900) + "\n")), "run")
for name in ("brackets", "stars", "short_lines", "headings_in_bold", "headings_empty", "rows_of_bars", "nothing_that_is_text"):
    shape(name)
check("34 files of brackets", {f"{i:02}.md": head() + "## TODOs\n\n- MV: " + "[" * LARGE + "\n" for i in range(34)}, "run")
tap.done()
