#!/usr/bin/python3
"""The sample messages of test_render, compared with the ones that were read and kept in tests/render/expect/.

  golden.t            compare and print TAP
  golden.t --update   write them anew; read the diff before you commit it
"""
import difflib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", SOURCE / "build"))
KEPT = ["digest.txt", "digest.list.html", "digest.1.discord.json", "digest.2.discord.json", "reminder.txt",
        "reminder.personal.html", "brief.txt", "post.txt", "post.1.discord.json", "marks.txt", "emoji.txt"]


def readable(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".json":
        return text
    # One line of the Markdown is one line here.
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1).replace("\\n", "\n") + "\n"


def compare(number, name, found):
    kept = HERE / "expect" / name
    expected = kept.read_text(encoding="utf-8") if kept.exists() else ""
    print(f"{'ok' if found == expected else 'not ok'} {number} - {name}")
    for line in difflib.unified_diff(expected.splitlines(), found.splitlines(), name, "found", lineterm=""):
        print("#", line)


with tempfile.TemporaryDirectory() as folder:
    environment = dict(os.environ, TIDINGS_TEMPLATES=str(SOURCE / "templates"))
    subprocess.run([str(BUILD / "unit/test_render"), "--write", folder], check=True, env=environment)
    texts = {name: readable(pathlib.Path(folder, name)) for name in KEPT}
if "--update" in sys.argv:
    for name, text in texts.items():
        (HERE / "expect" / name).write_text(text, encoding="utf-8")
    sys.exit(0)
print(f"1..{len(KEPT)}")
for number, name in enumerate(KEPT, 1):
    compare(number, name, texts[name])
