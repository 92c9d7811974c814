#!/bin/sh
# An environment of its own for a checker of PDF/UA that the product may not contain: it brings a library under AGPL.
# `./test all` makes it; the slow test of PDFs uses it where it is. Delete .venv-pdf-checker to be rid of it.
set -eu
cd -- "$(dirname -- "$0")/.."
. tools/environment.sh

now=$(cksum <requirements/pdf-checker.txt)
if [ -x .venv-pdf-checker/bin/outloud ] && [ "$(cat .venv-pdf-checker/made 2>/dev/null)" = "$now" ]; then
    exit 0
fi
say "Making the environment of the PDF checker (about a minute) …"
rm -rf .venv-pdf-checker
"$(find_python)" -m venv .venv-pdf-checker
PIP_DISABLE_PIP_VERSION_CHECK=1 .venv-pdf-checker/bin/python -m pip install -q --no-input --require-hashes \
    -r requirements/pdf-checker.txt
printf '%s\n' "$now" >.venv-pdf-checker/made
