#!/usr/bin/python3
"""SECURITY.md names tests that are there, and each attack that is tested is told of in it."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/[^`*]*\.(?:t|c|h))`", text))
    lost = sorted(path for path in named if not (ROOT / path).is_file())
    attacks = {str(path.relative_to(ROOT)) for path in (ROOT / "tests/attack").glob("*.t")}
    untold = sorted(attacks - named)
    print("1..2")
    for number, (name, wrong) in enumerate((("every test that is named is there", lost),
                                            ("every attack that is tested is named", untold)), 1):
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
        for path in wrong:
            print("#", path)
    sys.exit(1 if lost or untold else 0)


main()
