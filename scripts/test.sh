#!/usr/bin/env bash
# Sets up, then runs every test while format, layers, types, the package and the API reference are checked. The last
# line counts the tests. Names of test files or folders run these alone, without the package and the reference:
# scripts/test.sh test/law
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh

install_package() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  command -v apt-get >/dev/null || return 1
  { "${as_root[@]}" apt-get update -q &&
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -qy --no-install-recommends "$1"; } </dev/null >&2
}
if ! command -v chromium >/dev/null; then
  echo "Chromium: installing for the browser tests ..." >&2
  install_package chromium || echo "Chromium cannot be installed here; the browser tests are skipped." >&2
fi
has_torch() { python3 -c 'import numpy, torch' 2>/dev/null || /usr/bin/python3 -c 'import numpy, torch' 2>/dev/null; }
if ! has_torch; then
  echo "PyTorch: installing for the tests of the recorder ..." >&2
  install_package python3-torch || echo "PyTorch cannot be installed here; the tests of its recorder are skipped." >&2
fi

checked="Format, layers and types"
[ "$#" -gt 0 ] || checked="Format, layers, types, package and API reference"
run_checks() {
  npm run --silent check
  if [ "$#" -eq 0 ]; then
    npm run --silent check:package
    npm run --silent docs
  fi
}
mkdir -p build
log=build/checks.log
run_checks "$@" </dev/null >"$log" 2>&1 &
checks=$!

report=build/test-results.json
rm -f "$report"
status=0
npx vitest run --reporter=default --reporter=json --outputFile.json="$report" "$@" </dev/null || status=$?
if wait "$checks"; then
  echo "$checked: fine."
else
  status=1
  cat "$log"
  echo "$checked: see above."
fi
node scripts/count-tests.mjs "$report" ../shared/data || status=1
exit "$status"
