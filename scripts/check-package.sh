#!/usr/bin/env bash
# Packs what would be published and checks it: its manifest and files (publint), and that TypeScript finds the types of
# every entry point (attw). Needs a build, and no network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
npm pack --silent --ignore-scripts --pack-destination "$folder" >/dev/null
tarball="$(echo "$folder"/*.tgz)"
npx publint --strict "$tarball"
npx attw --profile esm-only "$tarball"
