#!/usr/bin/python3
"""The checks of the source find what they are for."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
ROOMS = [
    ("digest/notes/a.c", '#include "render/render.h"', "a room below"),
    ("include/base/a.h", '#include "model/meeting.h"', "a room below, in a header"),
    ("digest/notes/a.c", "#include <sqlite3.h>", "another room's library"),
    ("digest/cli/a.c", "#  include <curl/curl.h>", "another room's library, oddly spaced"),
    ("digest/compose/a.c", '#include "base/clock.h"', "the clock in a pure room"),
]


def lint_rooms(path, line):
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        (root / "contrib").mkdir()
        shutil.copy(SOURCE / "contrib/lint-rooms", root / "contrib")
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text(f"/* a */\n{line}\n", encoding="utf-8")
        run = subprocess.run([root / "contrib/lint-rooms"], capture_output=True, text=True, check=False)
        return run.returncode == 1 and f"{path}:2: " in run.stderr


def lint_tree(files):
    """What lint-rooms says of a tree of such files: path -> text."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        (root / "contrib").mkdir()
        shutil.copy(SOURCE / "contrib/lint-rooms", root / "contrib")
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        return subprocess.run([root / "contrib/lint-rooms"], capture_output=True, text=True, check=False).stderr


def lint_size(text):
    with tempfile.NamedTemporaryFile("w", suffix=".c", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        return subprocess.run([SOURCE / "contrib/lint-size", file.name], capture_output=True, check=False).returncode


def main():
    results = [(lint_rooms(path, line), f"{what}: {path} must not say {line}") for path, line, what in ROOMS]
    function = "static void\nf(void)\n{{\n{}}}\n"
    results += [
        (not lint_rooms("digest/cli/a.c", '#include "base/clock.h"'), "a room above is fine"),
        (lint_size(function.format("\tg();\n" * 59)) == 0, "a function of 59 lines is fine"),
        (lint_size(function.format("\tg();\n" * 60)) == 1, "a function of 60 lines is too long"),
        (lint_size("int a;\n" * 799) == 0, "a file of 799 lines is fine"),
        (lint_size("int a;\n" * 800) == 1, "a file of 800 lines is too long"),
        (lint_size("\t// " + "a" * 89 + "\n") == 0, "100 columns are fine, a tab being eight"),
        (lint_size("\t// " + "ă" * 90 + "\n") == 1, "101 are too many"),
    ]
    private = {"include/state/a.h": "\n", "digest/state/b.c": '#include "state/a.h"\n'}
    public = {**private, "digest/run/c.c": '#include "state/a.h"\n'}
    circle = {"digest/state/a.c": '#include "b.h"\n', "digest/state/b.c": '#include "c.h"\n',
              "digest/state/c.c": '#include "a.h"\n', **{f"digest/state/{name}.h": "\n" for name in "abc"}}
    results += [
        ("state/a.h: no other room includes it" in lint_tree(private), "a header of one room does not belong in include/"),
        (lint_tree(public) == "", "one of two rooms does"),
        ("state/a, state/b, state/c: a circle" in lint_tree(circle), "three files in a circle"),
        (lint_tree({**circle, "digest/state/c.c": "\n"}) == "", "the same files in a row are fine"),
    ]
    print(f"1..{len(results)}")
    for number, (fine, what) in enumerate(results, 1):
        print(f"{'ok' if fine else 'not ok'} {number} - {what}")
    return 0 if all(fine for fine, _ in results) else 1


sys.exit(main())
