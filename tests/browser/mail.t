#!/bin/sh
# Every sample message, in both languages, and the mails of the sample notes, looked at in Chromium: valid HTML, contrast
# in light and dark, sizes from a small phone on, text that says what the HTML says.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$here/../..
build=${TIDINGS_BUILD:-$source/build}
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

cp -r "$source/contrib/sample" "$scratch/notes"
for language in en ro; do
	mkdir -p "$scratch/made/$language"
	"$build/unit/test_render" --write "$scratch/made/$language" "$language"
	{ echo "language: $language" && sed 's/kind: digest, /&discussion: full, /' "$source/contrib/sample/tidings.yaml"; } \
		>"$scratch/notes/$language.yaml"
	for job in weekly reminders; do
		TIDINGS_NOW=2026-03-02T09:00:00+02:00 "${TIDINGS:-$build/tidings}" -c "$scratch/notes/$language.yaml" \
			preview "$job" --out "$scratch/notes-made/$language/$job" >/dev/null
	done
done
cd "$scratch"
node "$folder/check.mjs" mail made notes-made
