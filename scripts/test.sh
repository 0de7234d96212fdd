#!/usr/bin/env bash
# Sets up, then checks format, layers and types and runs every test. The last line counts the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh

install_chromium() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  command -v apt-get >/dev/null || return 1
  { "${as_root[@]}" apt-get update -q &&
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -qy --no-install-recommends chromium; } </dev/null >&2
}
if ! command -v chromium >/dev/null; then
  echo "Chromium: installing for the browser tests ..." >&2
  install_chromium || echo "Chromium cannot be installed here; the browser tests are skipped." >&2
fi

echo "Check: format, layers, types ..." >&2
npm run --silent check </dev/null

report=build/test-results.json
rm -f "$report"
status=0
npx vitest run --reporter=default --reporter=json --outputFile.json="$report" </dev/null || status=$?
node scripts/count-tests.mjs "$report" || status=1
exit "$status"
