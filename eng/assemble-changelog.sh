#!/usr/bin/env bash
# Moves the fragments of changelog/unreleased into CHANGELOG.md, under a new release.
#
#   eng/assemble-changelog.sh VERSION DATE     for example: eng/assemble-changelog.sh 0.2.0 2026-12-01
set -euo pipefail
export LC_ALL=C

if (($# != 2)) || [[ ! $1 =~ ^[0-9]+\.[0-9]+\.[0-9]+ || ! $2 =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]]; then
  echo "Usage: eng/assemble-changelog.sh VERSION YYYY-MM-DD" >&2
  exit 2
fi

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"
shopt -s nullglob

fragments=(changelog/unreleased/*.md)
if ((${#fragments[@]} == 0)); then
  echo "eng/assemble-changelog.sh: there is nothing in changelog/unreleased." >&2
  exit 1
fi

marker='<!-- releases -->'
grep -qxF -- "$marker" CHANGELOG.md || {
  echo "eng/assemble-changelog.sh: CHANGELOG.md has lost its line '$marker'." >&2
  exit 1
}

# A fragment becomes a list item: its first line without the kind, the rest indented below it.
item() { sed -e '1s/^[A-Za-z]*: /* /' -e '2,$s/^\(.\)/  \1/' -- "$1"; }

release=$(mktemp)
trap 'rm -f -- "$release"' EXIT
printf '\n## %s (%s)\n' "$1" "$2" > "$release"
taken=0
for kind in Security Added Changed Removed Fixed; do
  heading="\n### $kind\n\n"
  for fragment in "${fragments[@]}"; do
    if head -n 1 -- "$fragment" | grep -q "^$kind: "; then
      printf '%b' "$heading" >> "$release"
      item "$fragment" >> "$release"
      heading=
      taken=$((taken + 1))
    fi
  done
done

if ((taken != ${#fragments[@]})); then
  echo "eng/assemble-changelog.sh: a fragment starts with none of Security:, Added:, Changed:, Removed:, Fixed:." >&2
  exit 1
fi

sed -i -e "/^$marker\$/r $release" CHANGELOG.md
rm -- "${fragments[@]}"
echo "$taken fragments moved to CHANGELOG.md."
