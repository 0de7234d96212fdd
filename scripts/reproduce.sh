#!/usr/bin/env bash
# Sets up, then runs every experiment and writes the report. Takes the options of `heavytail reproduce`.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
"$root/scripts/setup.sh"
exec node "$root/dist/cli/main.js" reproduce "$@"
