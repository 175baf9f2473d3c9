#!/bin/sh
# The first 4-week window of the corpus and of the sample notes under outside acceptance checks, when those are there.
# `make check-windows` takes every window.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ -n "${TIDINGS_SANITIZED:-}" ] || ! [ -e "${TIDINGS_CHECKS:-$here/../../../shared/tools}/check_eml.py" ]; then
	echo "1..0 # SKIP the acceptance checks are not here, or this is not the plain program"
	exit 0
fi
verdict=ok
said=$("$here/windows" --limit 1 --browse digests 2>&1) || verdict="not ok"
printf '%s\n' "$said" | sed 's/^/# /'
echo "$verdict 1 - one window"
echo 1..1
