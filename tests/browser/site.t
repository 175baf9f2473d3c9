#!/bin/sh
# The archive of the sample notes, three weeks long, in Chromium: every page is valid HTML, can be read in light and dark,
# fits a phone, and asks the network for nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$here/../..
tidings=${TIDINGS:-${TIDINGS_BUILD:-$source/build}/tidings}
TIDINGS_TEMPLATES=$source/templates
export TIDINGS_TEMPLATES

skip() {
	echo "1..0 # SKIP $1"
	exit 0
}

[ -z "${TIDINGS_SANITIZED:-}" ] || skip "the pages are those of the plain program"
folder=$("$here/prepare") || skip "$folder"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for language in en ro; do
	mkdir -p "$scratch/$language"
	cp -r "$source/contrib/sample" "$scratch/$language/notes"
	{ echo "language: $language" && cat "$source/contrib/sample/tidings.yaml"; } >"$scratch/$language/notes/tidings.yaml"
	for day in 2026-02-16 2026-02-23 2026-03-02; do
		TIDINGS_NOW=${day}T09:00:00+02:00 "$tidings" -c "$scratch/$language/notes/tidings.yaml" run weekly
	done
done
cd "$scratch"
node "$folder/check.mjs" site en/archive ro/archive
