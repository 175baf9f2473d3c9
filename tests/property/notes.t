#!/usr/bin/python3
"""Whatever bytes a file has: `parse --json` writes valid UTF-8 and JSON, with line numbers within the file, and no crash."""
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
TIDINGS = os.environ.get("TIDINGS") or str(SOURCE / os.environ.get("TIDINGS_BUILD", "build") / "tidings")
FILES = 60 if "TIDINGS_SANITIZED" in os.environ else 400
PIECES = [b"---\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xc8", b"\xef\xbb\xbf", "\u2028".encode(), b"- [ ] ", b"RD:\n", b"## TODO\n",
          b"```\n", b"> ", b"* ", b"\t", b"**", b"`", b"<!--", b"[a]: ", b"February 30, 2026", b"datetime: 2026-99-99\n",
          b"participants: [", b"&a ", b"*a", b"!!int ", b"|---|\n", "Ț́".encode(), b"@" * 50, b"(" * 200, b">" * 300]


def mutate(chance, samples):
    data = bytearray(chance.choice(samples))
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice([1, 3, 40, 400]))
        kind = chance.randrange(5)
        if kind == 0:
            data[at:at] = chance.choice(PIECES)
        elif kind == 1:
            data[at:end] = b""
        elif kind == 2:
            data[at:at] = data[at:end]
        elif kind == 3:
            data[at:end] = bytes(chance.randrange(1, 256) for _ in range(end - at))
        else:
            other = chance.choice(samples)
            data[at:] = other[chance.randrange(len(other)):]
    return bytes(data)


def numbers(value):
    """Every `line` anywhere in the object."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from [inner] if key == "line" else numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner)


def main():
    chance = random.Random(20260216)
    samples = [path.read_bytes() for path in sorted((SOURCE / "contrib/sample/discussions").rglob("*.md"))]
    with tempfile.TemporaryDirectory(prefix="property-") as name:
        files = {}
        for number in range(FILES):
            data = mutate(chance, samples)
            files[f"{number}.md"] = data
            (pathlib.Path(name) / f"{number}.md").write_bytes(data)
        env = dict(os.environ, HOME=name, XDG_CONFIG_HOME=name)
        env.pop("TIDINGS_CONFIG", None)
        run = subprocess.run([TIDINGS, "parse", "--json", *files], cwd=name, env=env, timeout=300, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    meetings = [json.loads(line) for line in run.stdout.decode("utf-8").split("\n") if line]
    refused = set(re.findall(r"^(?:tidings: )?(\d+\.md):\d+:\d+: ", run.stderr.decode("utf-8"), re.M))
    told = {meeting["path"] for meeting in meetings}
    wrong = [(meeting["path"], line) for meeting in meetings for line in numbers(meeting)
             if not 1 <= line <= len(re.split(rb"\r\n|\r|\n", files[meeting["path"]]))]
    checks = [
        ("it ends by itself", run.returncode in (0, 65), run.returncode),
        ("every file is told or refused with its place", told | refused == set(files) and not told & refused,
         sorted(set(files) - told - refused) or sorted(told & refused)),
        ("many are told: a NUL byte makes a file binary", len(told) > FILES / 3, len(told)),
        ("every line number is within its file", not wrong, wrong[:5]),
        ("there is something in them", sum(1 for meeting in meetings for _ in numbers(meeting)) > FILES, ""),
    ]
    print(f"1..{len(checks)}")
    for number, (what, right, found) in enumerate(checks, 1):
        print(f"{'ok' if right else 'not ok'} {number} - {what}")
        if not right:
            print("#", found)
    return 0 if all(right for _, right, _ in checks) else 1


sys.exit(main())
