#!/usr/bin/python3
"""contrib/hooks/pre-commit in a repository of its own: it looks at what is staged, and only errors stop a commit."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
TIDINGS = pathlib.Path(os.environ.get("TIDINGS") or SOURCE / os.environ.get("TIDINGS_BUILD", "build") / "tidings")
GOOD = "---\ndatetime: 2026-02-16T10:00:00+02:00\n---\n\n## TODO\n\nNone\n"
ODD = GOOD.replace("None", "AP: x by February 30, 2026")
BROKEN = "---\ndatetime: [\n---\n"
checks = []


class Repository:
    def __init__(self, folder):
        self.top = folder / "notes of ours"
        self.top.mkdir()
        self.env = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "LC_ALL": "C.UTF-8",
                    "TIDINGS": str(TIDINGS.resolve()), "TMPDIR": str(folder)}
        self.env.update((k, v) for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "TIDINGS_PROGRAM")
        self.git("init", "-q")
        self.git("config", "user.name", "Ana")
        self.git("config", "user.email", "ana@example.org")
        shutil.copy(SOURCE / "contrib/hooks/pre-commit", self.top / ".git/hooks/pre-commit")

    def git(self, *arguments, **env):
        return subprocess.run(["git", *arguments], cwd=self.top, env={**self.env, **env}, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False, timeout=120)

    def write(self, path, text):
        file = self.top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self, *paths, **env):
        self.git("add", "--", *paths)
        return self.git("commit", "-q", "-m", "x", **env)


def check(name, right, run=None):
    checks.append(bool(right))
    print(f"{'ok' if right else 'not ok'} {len(checks)} - {name}")
    if not right and run is not None:
        print("\n".join(f"# {line}" for line in [f"status {run.returncode}", *run.stdout.splitlines()]))


def without_configuration(repo):
    repo.write("a b/ț.md", GOOD)
    run = repo.commit("a b/ț.md")
    check("a good file is committed in silence", run.returncode == 0 and run.stdout == "", run)
    repo.write("odd.md", ODD)
    run = repo.commit("odd.md")
    check("a warning is said, and does not stop",
          run.returncode == 0 and run.stdout.startswith("odd.md:7:10: warning: ") and "[bad-date]" in run.stdout, run)
    repo.write("-broken.md", BROKEN)
    run = repo.commit("-broken.md")
    check("an error stops the commit", run.returncode == 1 and "-broken.md:2:1: error: " in run.stdout
          and "--no-verify" in run.stdout, run)
    repo.write("-broken.md", GOOD)
    run = repo.git("commit", "-q", "-m", "x")
    check("what is staged counts, not what lies there", run.returncode == 1, run)
    repo.git("add", "--", "-broken.md")
    repo.write("-broken.md", BROKEN)
    run = repo.git("commit", "-q", "-m", "x")
    check("and the other way round", run.returncode == 0, run)
    repo.git("checkout", "-q", "--", ".")


def with_settings(repo):
    repo.write("odd2.md", ODD)
    repo.git("config", "tidings.strict", "true")
    run = repo.commit("odd2.md")
    check("tidings.strict stops at a warning", run.returncode == 1 and "odd2.md:7:10: error: " in run.stdout, run)
    repo.write("tidings.yaml", "notes: {root: ., exclude: [README.md]}\nlint: {disable: [bad-date]}\n")
    repo.write("README.md", "What this is\n")
    run = repo.commit("tidings.yaml", "README.md")
    check("the staged tidings.yaml says what is looked for, and in which files", run.returncode == 0 and run.stdout == "",
          run)
    repo.write("tidings.yaml", "notes: {root: /srv/notes}\n")
    repo.write("odd3.md", ODD)
    run = repo.commit("tidings.yaml", "odd3.md")
    check("a root that lies elsewhere hides nothing", run.returncode == 1 and "odd3.md:7:10: error: " in run.stdout, run)
    run = repo.commit("odd3.md", TIDINGS="no-such-program")
    check("without the program it says so and lets pass",
          run.returncode == 0 and "no program \"no-such-program\"" in run.stdout, run)
    left = [path.name for path in repo.top.parent.iterdir() if path != repo.top]
    check(f"nothing is left behind {left or ''}", not left)


def main():
    if shutil.which("git") is None:
        print("1..0 # SKIP git is not there")
        return 0
    with tempfile.TemporaryDirectory(prefix="hook-") as name:
        repo = Repository(pathlib.Path(name))
        without_configuration(repo)
        with_settings(repo)
    print(f"1..{len(checks)}")
    return 0 if all(checks) else 1


sys.exit(main())
