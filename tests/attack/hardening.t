#!/usr/bin/python3
"""A fault in memory is hard to use: what the compiler and the linker do against that is in the built program."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", pathlib.Path(__file__).resolve().parents[2] / "build"))
PROGRAM = BUILD / "tidings"


def tool(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"}).stdout


def skip_all(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def first_instruction(name):
    listing = tool("objdump", "-d", "--no-show-raw-insn", f"--disassemble={name}", PROGRAM)
    found = re.search(rf"<{name}>:\n\s*[0-9a-f]+:\s*(\S+)", listing)
    return found[1] if found else ""


def main():
    if os.environ.get("TIDINGS_SANITIZED"):
        skip_all("sanitizers do without")
    if not shutil.which("readelf") or not shutil.which("objdump"):
        skip_all("no binutils")
    header, segments, dynamic = (tool("readelf", "-W", option, PROGRAM) for option in ("-h", "-l", "-d"))
    symbols = tool("readelf", "-W", "--dyn-syms", PROGRAM)
    flags = (BUILD / "flags").read_text() if (BUILD / "flags").exists() else "-O2"
    optimised = re.search(r"-O[1-9sgz]", flags) is not None
    stack = re.search(r"GNU_STACK.*", segments)
    checks = [
        ("it lies elsewhere in memory each time", "DYN" in header and re.search(r"FLAGS_1.*\bPIE\b", dynamic), ""),
        ("what the linker fills in is read-only", "GNU_RELRO" in segments, ""),
        ("and is filled in at once", re.search(r"\(FLAGS\).*BIND_NOW", dynamic), ""),
        ("the stack is not executable", stack and " RW " in stack[0] and "E" not in stack[0].split("RW")[1], ""),
        ("no part of memory is both written and run", not re.search(r"LOAD.* RWE ", segments), ""),
        ("a stack that was overwritten is seen", "__stack_chk_fail" in symbols, ""),
        ("copies are bounded by what they are into", re.search(r" __(mem|str|fprintf|printf)\w*_chk@", symbols),
         "" if optimised else "built without optimisation"),
        ("the compiler was asked for all of it", all(flag in flags for flag in (
            "-D_FORTIFY_SOURCE=3", "-fstack-protector-strong", "-fstack-clash-protection", "-fPIE")), ""),
        # The property of the whole program is there only where the C library's start files have it, too.
        ("a jump ends where one may end", first_instruction("main").startswith("endbr"),
         "" if "X86-64" in header else "another processor"),
    ]
    print(f"1..{len(checks)}")
    for number, (name, holds, why_not) in enumerate(checks, 1):
        print(f"{'ok' if holds or why_not else 'not ok'} {number} - {name}{f' # SKIP {why_not}' if why_not else ''}")


main()
