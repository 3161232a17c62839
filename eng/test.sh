#!/usr/bin/env bash
# Restores, builds and tests everything.
#
#   eng/test.sh                                   all tests
#   eng/test.sh --filter-class '*BackupNameTests' arguments go to `dotnet test` of every test project
#
# The last line of the output is always "N passed, N failed, N skipped". A build that breaks and a test host that
# crashes count as one failure each. The exit code is 0 only if something passed and nothing failed.
# Environment: CONFIGURATION (default Release: what is tested is what is packed), CI=true (locked restore).
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"

configuration=${CONFIGURATION:-Release}
passed=0 failed=0 skipped=0
logs=$(mktemp -d)

# Every way out ends here, so that the summary is the last line whatever happened before it.
finish() {
  local code=$?
  rm -rf -- "$logs"
  if ((code != 0 && failed == 0)); then
    failed=1
  fi

  echo "$passed passed, $failed failed, $skipped skipped"
  exit "$code"
}

say() { printf '==> %s\n' "$*"; }

die() {
  printf 'eng/test.sh: %s\n' "$@" >&2
  exit 1
}

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_CLI_UI_LANGUAGE=en   # the summary below is read as text
export MSBUILDDISABLENODEREUSE=1   # leave no process behind
export BACKUPSH_REQUIRE_TOOLS=1    # a missing tool is a failure here, not a skipped test

require_sdk() {
  command -v dotnet > /dev/null ||
    die "the .NET SDK 10 is missing: 'dotnet' is not on the PATH." "Install it from https://dotnet.microsoft.com/download and run this again."
  dotnet --version > /dev/null ||
    die "the .NET SDK that global.json asks for is missing (see above)." "Install the .NET SDK 10 from https://dotnet.microsoft.com/download and run this again."
}

# The programs that the tests compare with or restore with, and the Debian packages that bring them.
require_tools() {
  local tool missing=()
  local s3=(radosgw:radosgw ceph-mon:ceph-mon ceph-osd:ceph-osd ceph:ceph-common rclone:rclone aws:awscli curl:curl)
  for tool in git:git gpg:gnupg zstd:zstd sqlite3:sqlite3 python3:python3 tar:tar diff:diffutils unzip:unzip node:nodejs npm:npm pg_dump:postgresql pg_createcluster:postgresql "${s3[@]}"; do
    command -v "${tool%%:*}" > /dev/null || missing+=("${tool##*:}")
  done

  if ((${#missing[@]} == 0)); then
    return
  fi

  say "Installing ${missing[*]}: the tests store on real servers, and restore as a stranger without BackupSh would"
  command -v apt-get > /dev/null ||
    die "these programs are missing, and there is no apt-get to install them: ${missing[*]}." "Install them with this system's package manager and run this again."

  local as_root=()
  if ((EUID != 0)); then
    sudo -n true 2> /dev/null ||
      die "these packages are missing, and installing them needs root: ${missing[*]}." "Run once: sudo apt-get install ${missing[*]}"
    as_root=(sudo -n)
  fi

  "${as_root[@]}" apt-get update -q < /dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" < /dev/null
}

build() {
  local locked=()
  if [[ ${CI:-} == true ]]; then
    locked=(--locked-mode)
  fi

  say "Restoring"
  dotnet restore BackupSh.sln "${locked[@]}" < /dev/null
  say "Building ($configuration)"
  dotnet build BackupSh.sln --no-restore --configuration "$configuration" --tl:off --verbosity minimal < /dev/null
}

# A number of the summary that `dotnet test` ends with, or 0 if it did not come to that.
count() {
  local number
  number=$(sed -n "s/^ *$1: \([0-9][0-9]*\)\$/\1/p" "$2" | tail -n 1)
  echo "${number:-0}"
}

run_tests() {
  local project=$1 module log code=0 fails
  shift
  module="artifacts/bin/$project/${configuration,,}/$project.dll"
  log="$logs/$project.log"
  say "Testing $project"
  dotnet test --test-modules "$module" --root-directory "$root" --no-ansi --no-progress --timeout 12m "$@" < /dev/null 2>&1 |
    tee "$log" || code=$?

  fails=$(count failed "$log")
  passed=$((passed + $(count succeeded "$log")))
  skipped=$((skipped + $(count skipped "$log")))

  # Source: exit codes of Microsoft.Testing.Platform: 0 passed, 2 tests failed, 8 no test ran; all others mean that the
  # test host did not do its work.
  case $code in
    0) ;;
    8) say "No test ran in $project" ;;
    2) if ((fails == 0)); then fails=1; fi ;;
    *)
      say "The test host of $project ended with exit code $code: counted as a failure"
      fails=$((fails + 1))
      ;;
  esac

  failed=$((failed + fails))
}

trap finish EXIT
if [[ ${CI:-} == true && -n ${BACKUPSH_UPDATE_GOLDEN:-} ]]; then
  die "BACKUPSH_UPDATE_GOLDEN makes every comparison pass, and is refused where CI=true."
fi

require_sdk
require_tools
build
for file in tests/*/*.csproj; do
  if grep -q 'eng/Test.props' "$file"; then
    run_tests "$(basename -- "$file" .csproj)" "$@"
  fi
done

if ((passed + failed == 0)); then
  die "no test ran."
fi

if ((failed > 0)); then
  exit 1
fi
