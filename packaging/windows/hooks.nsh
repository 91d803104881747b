; Before files are replaced or removed, the running Keepers is asked to quit and given the time to finish its work.
; The template asks and ends the window by force only if it is still there afterwards.
!macro KeepersQuits
  ${If} ${FileExists} "$INSTDIR\keepers-desktop.exe"
    DetailPrint "Asking Keepers to quit"
    ExecWait '"$INSTDIR\keepers-desktop.exe" --quit' $R1
    ; 60 looks, a quarter of a second apart. 0: a process of that name runs.
    StrCpy $R2 0
    ${Do}
      nsis_tauri_utils::FindProcessCurrentUser "keepers-desktop.exe"
      Pop $R0
      nsis_tauri_utils::FindProcessCurrentUser "keepers-sidecar.exe"
      Pop $R1
      ${If} $R0 <> 0
      ${AndIf} $R1 <> 0
        ${ExitDo}
      ${EndIf}
      IntOp $R2 $R2 + 1
      Sleep 250
    ${LoopUntil} $R2 >= 60
    ${If} $R1 = 0
      ; The command in a terminal, say: its files cannot be replaced while it runs.
      MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION "Keepers still works in a terminal. End it there and choose OK, or choose Cancel and install later." /SD IDCANCEL IDOK +2
      Abort "Keepers is still running."
    ${EndIf}
  ${EndIf}
!macroend

!macro NSIS_HOOK_PREINSTALL
  ; The template's usual folder is the one the library lies in (names there differ by case alone): programs go
  ; where Windows keeps those of one account. A folder that a person chose stays.
  ${If} $INSTDIR == "$LOCALAPPDATA\${PRODUCTNAME}"
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${PRODUCTNAME}"
    SetOutPath $INSTDIR
  ${EndIf}
  !insertmacro KeepersQuits
!macroend

!macro NSIS_HOOK_PREUNINSTALL
  !insertmacro KeepersQuits
!macroend
