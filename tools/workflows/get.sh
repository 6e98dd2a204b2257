#!/usr/bin/env bash
# Gets what checks the workflows, actionlint and zizmor, into the folder where their test looks. Needs Go, and Python with pip and venv.
set -euo pipefail
actionlint=v1.7.12
zizmor=1.32.0
folder=$(cd "$(dirname "$0")/../.." && pwd)/node_modules/.cache/workflows

mkdir -p "$folder"
[ -x "$folder/bin/actionlint" ] || GOBIN="$folder/bin" go install "github.com/rhysd/actionlint/cmd/actionlint@$actionlint"
[ -x "$folder/bin/zizmor" ] || {
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "zizmor==$zizmor"
    ln -sf ../venv/bin/zizmor "$folder/bin/zizmor"
}
