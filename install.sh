#!/bin/bash
# Installs what Uprising Node needs, builds it, starts it, or runs every check. Running it again is safe and quick.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: ./install.sh COMMAND

  run [--host HOST] [--port PORT]   Install what is missing, build the page and the program, and start the local
                                    profile on http://127.0.0.1:8080. The first start prints a set-up link.
                                    Further options go to `uprising serve`.
  build                             The same without starting. The program is then dist/uprising, and a release of it
                                    that installs on a machine without Swift dist/uprising-VERSION-ARCHITECTURE.tar.gz.
  service [OPTION…]                 Build, and install as a systemd service; asks for the public address and the mail
                                    server. Options are those of deploy/install: see docs/install.md.
  test [PART…] [-- PYTEST-OPTION…]  Install what is missing and run every check, or only the parts named:
                                    format scripts web imports unit api e2e
  help                              This text.

Needs Debian 12 or 13, or Ubuntu 24.04, and Swift 6.2 or newer. Missing Debian packages are installed with apt-get (by
root or sudo); tools from PyPI go into .venv in this folder. Nothing else of the system changes.
TEXT
}

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly root
cd "$root"

readonly venv="$root/.venv"
readonly parts_in_order=(format scripts web imports unit api e2e)

# SwiftPM clones with git and finds C libraries by pkg-config; the libraries are those of Package.swift's system targets
# and those that GRDB and swift-nio-extras link.
readonly packages_to_build=(
  git pkg-config binutils libsqlite3-dev libssl-dev zlib1g-dev libbrotli-dev libargon2-dev libcurl4-openssl-dev libcairo2-dev libpango1.0-dev libxml2-dev
)
readonly packages_for_page=(esbuild brotli node-react node-react-dom node-csstype node-prop-types python3-venv)
# A dossier's names come in any script: without these fonts Pango draws boxes.
readonly packages_for_dossiers=(fonts-inter fonts-dejavu-core fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji)
readonly packages_to_test=(openssl shellcheck poppler-utils)

say() { printf '%s\n' "$*"; }
fail() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}

# Steps: each says what it does, how long it took, and, when it fails, its name.

step_name=""
step_started=0
steps_done=()

begin() {
  step_name="$1"
  step_started=$SECONDS
  say "==> $1: $2"
}

finish() {
  local took=$((SECONDS - step_started))
  steps_done+=("$step_name")
  say "    $step_name took $(duration "$took")."
  step_name=""
}

duration() {
  if (($1 < 60)); then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

report_failure() {
  local status=$?
  if ((status != 0)) && [[ -n $step_name ]]; then
    printf '\ninstall.sh: stopped in step "%s" after %s (exit status %d).\n' \
      "$step_name" "$(duration $((SECONDS - step_started)))" "$status" >&2
  fi
}
trap report_failure EXIT

# What must be there

require_swift() {
  local words found="no Swift"
  words="$(swift --version 2>&1 || true)"
  if [[ $words =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]]; then
    local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
    if ((major > 6 || (major == 6 && minor >= 2))); then return; fi
    found="Swift $major.$minor"
  fi
  fail "Uprising Node needs Swift 6.2 or newer; this machine has $found.
Install Swift the official way, described at https://www.swift.org/install/linux/, open a new shell so that
'swift --version' answers, and run this command again."
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo "$@"
  else
    fail "this needs root: $*
Run it as root, or install sudo, and run this command again."
  fi
}

install_packages() {
  local name missing=()
  command -v dpkg-query > /dev/null ||
    fail "this machine has no Debian packages. Install the equivalents of these yourself, then use swift build: $*"
  for name in "$@"; do
    # shellcheck disable=SC2016 # the braces are dpkg-query's own
    [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2> /dev/null || true)" == installed ]] ||
      missing+=("$name")
  done
  if ((${#missing[@]} == 0)); then
    say "    Nothing is missing."
    return
  fi
  say "    Installing ${missing[*]}."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" > /dev/null
}

# A project's own Python, from Debian's interpreter: its version is one that web/requirements.txt has hashes for.
install_python_tools() {
  local file stamp changed=()
  # A folder that was moved has scripts that name the old place.
  if ! "$venv/bin/pip" --version > /dev/null 2>&1; then
    rm -rf "$venv"
    /usr/bin/python3 -m venv "$venv"
  fi
  for file in "$@"; do
    stamp="$venv/.installed-${file//\//-}"
    cmp --silent "$file" "$stamp" || changed+=("$file")
  done
  if ((${#changed[@]} == 0)); then
    say "    Nothing is missing."
    return
  fi
  for file in "${changed[@]}"; do
    say "    Installing what $file lists."
    "$venv/bin/python" -m pip --quiet --disable-pip-version-check install --requirement "$file"
    cp "$file" "$venv/.installed-${file//\//-}"
  done
}

prepare() {
  require_swift
  begin packages "installing missing Debian packages"
  install_packages "${packages_to_build[@]}" "${packages_for_page[@]}" "${packages_for_dossiers[@]}" "$@"
  finish
}

build_page() {
  begin tools "installing the page's tools from PyPI into .venv"
  install_python_tools web/requirements.txt
  finish
  begin page "building the web page"
  web/build
  finish
}

build_program() {
  begin program "building the release program (the first time takes about 10 minutes on two cores)"
  swift build -c release --product uprising --static-swift-stdlib
  local built
  built="$(swift build -c release --product uprising --static-swift-stdlib --show-bin-path)/uprising"
  if [[ ! dist/uprising -nt $built ]]; then
    mkdir -p dist
    # Written beside and renamed, so that a running program's file is replaced, not changed.
    strip -o dist/uprising.new "$built"
    mv dist/uprising.new dist/uprising
  fi
  finish
}

# The parts of `test`

test_format() {
  begin format "checking the format of the Swift sources"
  swift format lint --strict --parallel --recursive --configuration .swift-format Package.swift Sources Tests
  finish
}

# Our scripts are known by their first line, since most have no suffix.
list_scripts() {
  local file line
  while IFS= read -r -d '' file; do
    line=""
    IFS= read -r -n 64 line < "$file" 2> /dev/null || true
    [[ $line =~ ^#!.*(bash|/sh)$ ]] && printf '%s\0' "$file"
  done < <(find . \( -name '.?*' ! -name .ci -o -name node_modules -o -path ./data -o -path ./dist -o -path ./web/dist \) -prune \
    -o -type f \( -perm -u+x -o -name '*.sh' -o -path './.ci/*' \) -print0 | sort -z)
}

test_scripts() {
  begin scripts "checking the shell scripts"
  local scripts
  mapfile -d '' -t scripts < <(list_scripts)
  ((${#scripts[@]} > 0)) || fail "no shell script was found, not even this one"
  shellcheck "${scripts[@]}"
  finish
}

test_web() {
  begin web "checking the page's types, lint, format and unit tests, and building it"
  web/check
  web/build
  finish
}

# The check prints "Build complete!" even when it found a fault: only its exit status tells.
test_imports() {
  begin imports "building everything in debug, and checking that every import is declared"
  swift build --build-tests --explicit-target-dependency-import-check error
  finish
}

# Eight at a time (Swift 6.3; older ones pass it over): all at once, as else, each waits for all others on a slow machine,
# and one that has a minute does not get a turn in it.
test_unit() {
  begin unit "running the Swift tests"
  SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 swift test --parallel
  finish
}

# From outside the program of the build for debugging is tried, which is there already; before a release the released one is, by
# UPRISING_BINARY=dist/uprising: some faults are those of an optimised build alone, and building it takes as long as all tests.
prepare_program() {
  [[ -z ${UPRISING_BINARY:-} ]] || return 0
  begin program "building the program for debugging"
  swift build --product uprising
  UPRISING_BINARY="$(swift build --show-bin-path)/uprising"
  finish
}

# About two minutes; at most three.
test_api() {
  prepare_program
  begin api "sending a node what its own description allows, and what it does not"
  "$venv/bin/python" Tests/e2e/fuzz_api.py "$UPRISING_BINARY"
  finish
}

# In two processes, each file's tests in one of them: about twenty minutes on two cores.
test_e2e() {
  prepare_program
  begin e2e "driving the built program from outside: commands, API, sockets, faults, browser"
  find_chromium > /dev/null ||
    fail "the page's tests need Chromium. Set UPRISING_CHROMIUM to its path and run this command again."
  # Addressed as a module: a script in .venv/bin names the folder that it was installed in.
  UPRISING_BINARY="$UPRISING_BINARY" UPRISING_CHROMIUM="$(find_chromium)" \
    "$venv/bin/python" -m pytest Tests/e2e --numprocesses 2 --dist loadfile "$@"
  finish
}

# Ubuntu's package named chromium is a snap, which can't be driven everywhere, so any Chromium or Chrome will do.
find_chromium() {
  local name
  for name in "${UPRISING_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [[ -n $name ]] && command -v "$name"; then return; fi
  done
  return 1
}

wanted() {
  local part
  for part in "${wanted_parts[@]}"; do [[ $part == "$1" ]] && return; done
  return 1
}

# Commands

run() {
  build
  say "==> Starting Uprising Node. Press Ctrl-C to stop it."
  exec dist/uprising serve --profile local "$@"
}

build() {
  prepare
  build_page
  build_program
  begin release "packing the release"
  release="$(deploy/pack dist/uprising dist)"
  say "    $release"
  finish
}

service() {
  case " $* " in
    *" --uninstall "* | *" --help "* | *" -h "*) exec deploy/install "$@" ;;
  esac
  build
  as_root "${release%.tar.gz}/install" "$@"
}

run_tests() {
  local part pytest_options=()
  wanted_parts=()
  while (($# > 0)); do
    if [[ $1 == -- ]]; then
      shift
      pytest_options=("$@")
      break
    fi
    [[ " ${parts_in_order[*]} " == *" $1 "* ]] || fail "there is no part named '$1'; the parts are: ${parts_in_order[*]}"
    wanted_parts+=("$1")
    shift
  done
  if ((${#wanted_parts[@]} == 0)); then wanted_parts=("${parts_in_order[@]}"); fi

  local packages=("${packages_to_test[@]}")
  if wanted e2e && ! find_chromium > /dev/null; then packages+=(chromium); fi
  prepare "${packages[@]}"
  begin tools "installing the tests' tools from PyPI into .venv"
  install_python_tools web/requirements.txt Tests/e2e/requirements.txt
  finish
  # The program embeds the page, so the page comes first even when its own checks are not wanted.
  if ! wanted web && { wanted imports || wanted unit || wanted api || wanted e2e; }; then
    begin page "building the web page"
    web/build
    finish
  fi
  for part in "${parts_in_order[@]}"; do
    wanted "$part" || continue
    if [[ $part == e2e ]]; then test_e2e "${pytest_options[@]}"; else "test_$part"; fi
  done
  say "Every check is in order (${steps_done[*]}), in $(duration "$SECONDS")."
}

case "${1:-help}" in
  run | build | service) "$@" ;;
  test)
    shift
    run_tests "$@"
    ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    exit 64
    ;;
esac
