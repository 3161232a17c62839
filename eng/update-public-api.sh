#!/usr/bin/env bash
# Writes PublicAPI.Unshipped.txt: what the packages offer beyond PublicAPI.Shipped.txt.
#
#   eng/update-public-api.sh                        every library under src
#   eng/update-public-api.sh BackupSh.Abstractions  the named ones
#
# The analyzer names every symbol that the files do not hold; its lines are those names. The first run for a project
# also creates its two files, which is what switches the analyzer on (eng/Library.props).
set -euo pipefail
export LC_ALL=C DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"

log=$(mktemp)
trap 'rm -f -- "$log"' EXIT

# Tools have no public API: nobody compiles against them.
libraries() { grep -L '<OutputType>Exe' src/*/*.csproj | sed 's|.*/||; s|\.csproj$||'; }

# Prints the symbols of one rule, each once.
symbols() { sed -n "s/.*$1: Symbol '\(.*\)' is .*part of the declared .*API.*/\1/p" "$log" | sort -u; }

update() {
  local project=$1 folder=src/$1
  [[ -f $folder/PublicAPI.Shipped.txt ]] || echo '#nullable enable' > "$folder/PublicAPI.Shipped.txt"
  echo '#nullable enable' > "$folder/PublicAPI.Unshipped.txt"

  if ! dotnet build "$folder" --configuration Release --tl:off --verbosity quiet -p:TreatWarningsAsErrors=false < /dev/null > "$log" 2>&1; then
    cat -- "$log" >&2
    echo "eng/update-public-api.sh: '$project' does not build: mend it first." >&2
    exit 1
  fi

  {
    symbols RS0017 | sed 's/^/*REMOVED*/'
    symbols RS0016
  } >> "$folder/PublicAPI.Unshipped.txt"
  echo "$project: $(($(wc -l < "$folder/PublicAPI.Unshipped.txt") - 1)) lines in PublicAPI.Unshipped.txt"

  # The rules on overloads with optional parameters remain: they need a decision, not a line.
  grep -o "RS002[67]: .*" "$log" | sed 's/ (https.*//' | sort -u || true
}

if (($# > 0)); then
  projects=("$@")
else
  mapfile -t projects < <(libraries)
fi

for project in "${projects[@]}"; do
  update "$project"
done
