#!/usr/bin/python3
"""man/tidings-lint.7 lists the codes as the program has them; `--update` writes that list anew."""
import os
import pathlib
import re
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
TIDINGS = os.environ.get("TIDINGS") or str(SOURCE / os.environ.get("TIDINGS_BUILD", "build") / "tidings")
PAGE = SOURCE / "man/tidings-lint.7"
BEGIN = ".\\\" This list is made from the table of the program: tests/run/lint-manual.t --update writes it.\n"
END = ".\\\" Here it ends.\n"


def sentences(text):
    """A new line for each sentence, as mdoc wants it."""
    text = text.replace("\\", "\\e").replace('"', "\\(dq")
    return re.sub(r"([.;?]) (?=[A-Z])", r"\1\n", text)


def listed():
    codes = subprocess.run([TIDINGS, "lint", "--codes"], stdout=subprocess.PIPE, check=True).stdout.decode()
    lines = [".Bl -tag -width Ds"]
    for head, text in re.findall(r"(\S.*)\n    (.*)\n", codes):
        code, severity, meaning = re.fullmatch(r"(\S+) \((\w+)\): (.*)", head).groups()
        kind = "Error: " if severity == "error" else ""
        lines += [f".It Ic {code}", sentences(f"{kind}{meaning}."[0].upper() + f"{kind}{meaning}."[1:]),
                  sentences(text)]
    return "\n".join(lines + [".El"]) + "\n"


def main():
    page = PAGE.read_text()
    before, rest = page.split(BEGIN)
    found, after = rest.split(END)
    expected = listed()
    if "--update" in sys.argv:
        PAGE.write_text(before + BEGIN + expected + END + after)
        return 0
    print("1..3")
    right = found == expected
    print(f"{'ok' if right else 'not ok'} 1 - the manual page has the table's codes and words")
    if not right:
        print("# run tests/run/lint-manual.t --update, and read the difference")
    many = expected.count(".It ") > 20
    print(f"{'ok' if many else 'not ok'} 2 - there are codes to tell of")
    used = set()
    for file in sorted((SOURCE / "digest").rglob("*.c")):
        for call in re.findall(r"\bmeeting_warn\((.*?)\);", file.read_text(), re.S):
            used.update(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', call)[:1])
    strange = sorted(code for code in used if f".It Ic {code}\n" not in expected)
    known = len(used) > 15 and not strange
    print(f"{'ok' if known else 'not ok'} 3 - every code that is warned with is in the table {strange or ''}")
    return 0 if right and many and known else 1


sys.exit(main())
