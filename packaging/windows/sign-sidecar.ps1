# Imports CERTIFICATE (a .pfx as base64, opened with PASSWORD), signs every program and library of the sidecar that
# is not signed by its maker, and writes signing.json, with which Tauri signs the window and the installers.
$ErrorActionPreference = "Stop"
$timestamp = "http://timestamp.digicert.com"
$folder = "packaging/sidecar/dist/keepers-sidecar"

$pfx = Join-Path $env:RUNNER_TEMP "certificate.pfx"
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:CERTIFICATE))
    $password = ConvertTo-SecureString $env:PASSWORD -AsPlainText -Force
    $certificate = Import-PfxCertificate -FilePath $pfx -CertStoreLocation Cert:\CurrentUser\My -Password $password
}
finally {
    Remove-Item $pfx -ErrorAction SilentlyContinue
}
$thumbprint = $certificate.Thumbprint

$kits = "${env:ProgramFiles(x86)}\Windows Kits\10\bin"
$signtool = Get-ChildItem $kits -Recurse -Filter signtool.exe |
    Where-Object { $_.FullName -match "\\x64\\" } | Sort-Object FullName | Select-Object -Last 1
$files = Get-ChildItem $folder -Recurse -Include *.exe, *.dll, *.pyd |
    Where-Object { (Get-AuthenticodeSignature $_.FullName).Status -ne "Valid" }
foreach ($file in $files) {
    & $signtool.FullName sign /sha1 $thumbprint /fd sha256 /tr $timestamp /td sha256 /q $file.FullName
    if ($LASTEXITCODE -ne 0) { throw "signtool failed for $($file.FullName)" }
}
Write-Output "$($files.Count) files of the sidecar are signed."

@{ bundle = @{ windows = @{ certificateThumbprint = $thumbprint; timestampUrl = $timestamp; tsp = $true } } } |
    ConvertTo-Json -Depth 5 | Set-Content packaging/windows/signing.json -Encoding utf8
