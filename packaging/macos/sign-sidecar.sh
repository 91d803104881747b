#!/bin/bash
# sign-sidecar.sh FOLDER IDENTITY [ENTITLEMENTS]: signs the frozen sidecar from the inside out.
#
# Apple signs what is nested before what holds it: libraries and extension modules, then Python.framework as a
# bundle, then the program with its entitlements. Tauri copies the signed folder into the app unchanged (with its
# links), and signs the window and the app around it. IDENTITY "-" signs for this machine only.
set -euo pipefail
folder=$1
identity=$2
entitlements=${3:-}

sign() {
  local time=--timestamp
  [ "$identity" = - ] && time=--timestamp=none
  codesign --force --options runtime "$time" --sign "$identity" "$@"
}

program="$folder/keepers-sidecar"
count=0
# Deepest first. Everything that is code, whatever it is called; links are signed where they point.
while IFS= read -r file; do
  [ "$file" = "$program" ] && continue
  case "$(file -b "$file")" in
    *Mach-O*) sign "$file"; count=$((count + 1)) ;;
  esac
done < <(find "$folder" -type f -print | awk -F/ '{ print NF "\t" $0 }' | sort -rn | cut -f2-)
while IFS= read -r framework; do
  sign "$framework"
done < <(find "$folder" -type d -name '*.framework' -print)
if [ -n "$entitlements" ]; then
  sign --entitlements "$entitlements" "$program"
else
  sign "$program"
fi
codesign --verify --strict --verbose=2 "$program"
[ "$count" -gt 10 ] || { echo "Only $count libraries were found in $folder: is it the sidecar?" >&2; exit 1; }
echo "$count libraries and the program are signed."
