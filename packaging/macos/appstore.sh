#!/bin/bash
# appstore.sh TRIPLE: the package for the App Store, in packaging/out-store.
#
# PROFILE is the provisioning profile as base64, APP_IDENTITY and INSTALLER_IDENTITY are the names of the store's two
# certificates. The window is sandboxed; the sidecar inherits its sandbox, so it is signed anew with just that.
set -euo pipefail
cd "$(dirname "$0")/../.."
triple=$1
sidecar=packaging/sidecar/dist/keepers-sidecar
packaging/macos/sign-sidecar.sh "$sidecar" "$APP_IDENTITY" packaging/macos/appstore-sidecar.entitlements
base64 --decode <<<"$PROFILE" >packaging/macos/keepers.provisionprofile
APPLE_SIGNING_IDENTITY="$APP_IDENTITY" npm run desktop:build -- \
  --bundles app --target "$triple" --store appstore --sidecar-built
app="desktop/target/$triple/release/bundle/macos/Keepers.app"
codesign --verify --deep --strict --verbose=2 "$app"
mkdir -p packaging/out-store
productbuild --sign "$INSTALLER_IDENTITY" --component "$app" /Applications "packaging/out-store/Keepers-$triple.pkg"
