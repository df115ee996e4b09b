#!/usr/bin/env bash
#
# Runs a suite of stock clients against a fresh node, and ends with pytest's status:
#
#     Tests/e2e/conformance.sh DIR [pytest arguments]
#
# DIR holds the suite; the node is set up as the README there asks. Options: UPRISING_BINARY (the program; .build/debug/uprising),
# UPRISING_CACHE (where the clients are installed if this Python lacks them; ~/.cache/uprising), PYTHON (python3),
# CONFORMANCE_KEYS=opaque (the newer form of the keys in place of the older one).

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=${PYTHON:-python3}
cache=${UPRISING_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/uprising}

# The peers and what drives them, as the suites name them.
packages=(supabase==2.34.1 sentry-sdk==2.75.0 pytest pytest-asyncio aiosmtpd aiohttp pyjwt websockets httpx jsonschema)

if (($# == 0)) || [[ ! -d $1 ]]; then
  echo "usage: $0 DIR [pytest arguments]" >&2
  exit 64
fi

has_packages() {
  "$1" - <<'PYTHON' 2>/dev/null
import importlib.metadata as installed
import aiohttp, aiosmtpd.controller, httpx, jsonschema, jwt, pytest, pytest_asyncio, sentry_sdk, supabase, websockets
raise SystemExit(installed.version("supabase") != "2.34.1" or installed.version("sentry-sdk") != "2.75.0")
PYTHON
}

if ! has_packages "$python"; then
  venv=$cache/conformance-$(printf '%s\n' "${packages[@]}" "$("$python" --version)" | sha256sum | cut -c 1-12)
  if ! has_packages "$venv/bin/python"; then
    mkdir -p "$cache"
    # One at a time: two runs must not write into the same environment.
    exec {lock}>"$cache/conformance.lock"
    flock "$lock"
    if ! has_packages "$venv/bin/python"; then
      echo "installing the stock clients into $venv" >&2
      "$python" -m venv --clear "$venv"
      "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "${packages[@]}" >&2
    fi
    exec {lock}>&-
  fi
  python=$venv/bin/python
fi

export PYTHONPATH=$here${PYTHONPATH:+:$PYTHONPATH} PYTHONDONTWRITEBYTECODE=1
exec "$python" -m driver.conformance "$@"
