#!/usr/bin/env bash
# Makes a checkout ready to run: checks Node, installs the packages of the lock file, builds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v node >/dev/null; then
  echo "Node.js is not installed. heavytail needs Node 20.19 or newer." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "Node $(node --version) is too old. heavytail needs Node 20.19 or newer." >&2
  exit 1
fi

if node scripts/is-installed.mjs; then
  echo "Packages: installed as in package-lock.json." >&2
else
  echo "Packages: installing those of package-lock.json ..." >&2
  # Not npm ci: it refuses a lock file from a registry that lacks the optional packages of other platforms.
  npm install --no-save </dev/null >&2
fi

if node scripts/is-built.mjs; then
  echo "Build: up to date." >&2
else
  echo "Build: kernel and sources ..." >&2
  npm run --silent build </dev/null >&2
fi
