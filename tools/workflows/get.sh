#!/usr/bin/env bash
# Gets what checks the workflows, actionlint and zizmor, into the folder where their test looks. Needs Go, and Python with pip and venv.
# One that cannot be had does not keep the other away.
set -uo pipefail
actionlint=v1.7.12
zizmor=1.32.0
folder=$(cd "$(dirname "$0")/../.." && pwd)/node_modules/.cache/workflows

get_actionlint() {
    # Whoever looks meanwhile finds all of it or nothing.
    GOBIN="$folder/new" go install "github.com/rhysd/actionlint/cmd/actionlint@$actionlint" &&
        mv "$folder/new/actionlint" "$folder/bin/"
}
get_zizmor() {
    python3 -m venv "$folder/venv" &&
        "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "zizmor==$zizmor" &&
        ln -sf ../venv/bin/zizmor "$folder/bin/zizmor"
}

mkdir -p "$folder/bin"
status=0
for name in actionlint zizmor; do [ -x "$folder/bin/$name" ] || "get_$name" || status=1; done
exit "$status"
