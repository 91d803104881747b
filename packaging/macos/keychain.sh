#!/bin/bash
# keychain.sh: puts CERTIFICATE (a .p12 as base64, opened with PASSWORD) into a keychain of this run alone, which
# codesign finds. For continuous integration: it changes which keychains are searched.
set -euo pipefail
keychain="$RUNNER_TEMP/keepers.keychain-db"
password=$(openssl rand -base64 24)
certificate="$RUNNER_TEMP/certificate.p12"
trap 'rm -f "$certificate"' EXIT
base64 --decode <<<"$CERTIFICATE" >"$certificate"
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 21600 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$certificate" -k "$keychain" -P "$PASSWORD" -T /usr/bin/codesign -T /usr/bin/productbuild
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" login.keychain-db
security find-identity -v "$keychain"
