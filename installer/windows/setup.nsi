; The Windows installer: for the user who runs it, without administrator rights, in Chinese.
; The new program is unpacked beside the old one and takes its place only when it is whole; the
; user's data lie elsewhere and are never touched. Where somebody made the installed program
; portable, its data move along with it. Folders are deleted by names that are nobody else's. Exit codes of a silent run (/S): 0 done, 3 a
; newer version is installed, 4 it could not be written (a full disk), 5 the program is running.
Unicode true
Target amd64-unicode
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WordFunc.nsh"

!define NAME "双近零企业自评"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\near-zero"
!define DATA "数据"
!define MARKER "portable.toml"
!define MUTEX "Local\near-zero-is-running"

Name "${NAME} ${VERSION}"
OutFile "${TARGET}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\near-zero"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
ManifestDPIAware true
ShowInstDetails nevershow
BrandingText "${NAME}"
!ifdef QUICK
SetCompressor zlib
!else
SetCompressor /SOLID lzma
SetCompressorDictSize 64
!endif

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "near-zero"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "near-zero"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "只为当前用户安装，不需要管理员权限，也从不联网。$\r$\n$\r$\n已有的企业库、备份和设置都不会改动。安装前请关闭正在运行的${NAME}。"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PANEL}"
!define MUI_LICENSEPAGE_TEXT_TOP "本软件由下列各部分组成，许可证全文随程序安装。"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "这里只是说明，不需要另外同意。"
!define MUI_LICENSEPAGE_BUTTON "下一步(&N) >"
!define MUI_FINISHPAGE_RUN "$INSTDIR\program\near-zero.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_TEXT "组成部分和许可证"
!define MUI_PAGE_HEADER_SUBTEXT "${NAME}由哪些部分组成，各依什么许可证使用。"
!insertmacro MUI_PAGE_LICENSE "${NOTICE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

!macro Running result
    System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${MUTEX}") p .r0'
    StrCpy ${result} $0
    ${If} $0 <> 0
        System::Call 'kernel32::CloseHandle(p r0)'
    ${EndIf}
!macroend

!macro Refuse code words
    SetErrorLevel ${code}
    IfSilent +2
    MessageBox MB_OK|MB_ICONSTOP "${words}"
    Quit
!macroend

Function .onInit
    again:
    !insertmacro Running $1
    ${If} $1 <> 0
        IfSilent refuse
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正在运行。请关闭它的所有窗口，再点“重试”。" IDRETRY again
        refuse:
        SetErrorLevel 5
        Quit
    ${EndIf}
    ReadRegStr $1 HKCU "${KEY}" "DisplayVersion"
    ${If} $1 != ""
        ${VersionCompare} "$1" "${VERSION}" $2
        ${If} $2 = 1
            IfSilent older
            MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "已装的是较新的 $1，这里是 ${VERSION}。$\r$\n旧版本可能打不开新版本用过的企业库。$\r$\n$\r$\n仍要换成旧版本吗？" IDYES go
            older:
            SetErrorLevel 3
            Quit
            go:
        ${EndIf}
    ${EndIf}
FunctionEnd

; Where somebody made the installed program portable, marker and data follow it; errors are told.
; The data come last: while they have not moved, the new program can still be deleted.
!macro BringData
    ClearErrors
    ${If} ${FileExists} "$INSTDIR\program.old\${MARKER}"
        CopyFiles /SILENT "$INSTDIR\program.old\${MARKER}" "$INSTDIR\program"
    ${EndIf}
    ${IfNot} ${Errors}
    ${AndIf} ${FileExists} "$INSTDIR\program.old\${DATA}\*.*"
        Rename "$INSTDIR\program.old\${DATA}" "$INSTDIR\program\${DATA}"
    ${EndIf}
!macroend

Section
    ; An earlier attempt may have been cut short at any point.
    RMDir /r "$INSTDIR\program.new"
    ${If} ${FileExists} "$INSTDIR\program.old\near-zero.exe"
        ${IfNot} ${FileExists} "$INSTDIR\program\near-zero.exe"
            Rename "$INSTDIR\program.old" "$INSTDIR\program"
        ${Else}
            !insertmacro BringData
            IfErrors busy
            RMDir /r "$INSTDIR\program.old"
        ${EndIf}
    ${EndIf}
    CreateDirectory "$INSTDIR"
    System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR", *l .r1, *l, *l) i .r2'
    ${If} $2 <> 0
        System::Int64Op $1 / 1024
        Pop $1
        System::Int64Op $1 < ${KILOBYTES}
        Pop $3
        ${If} $3 = 1
            Goto broken
        ${EndIf}
    ${EndIf}
    ClearErrors
    SetOverwrite try
    SetOutPath "$INSTDIR\program.new"
    File /r "${TREE}\*"
    IfErrors broken
    IfFileExists "$INSTDIR\program.new\last" 0 broken
    SetOutPath "$INSTDIR"
    ClearErrors
    IfFileExists "$INSTDIR\program\near-zero.exe" 0 place
    Rename "$INSTDIR\program" "$INSTDIR\program.old"
    IfErrors busy
    place:
    Rename "$INSTDIR\program.new" "$INSTDIR\program"
    IfErrors restore
    !insertmacro BringData
    IfErrors back
    RMDir /r "$INSTDIR\program.old"
    WriteUninstaller "$INSTDIR\卸载.exe"
    Goto registered
    back:
    Rename "$INSTDIR\program" "$INSTDIR\program.new"
    Rename "$INSTDIR\program.old" "$INSTDIR\program"
    Goto busy
    restore:
    Rename "$INSTDIR\program.old" "$INSTDIR\program"
    broken:
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\program.new"
    RMDir "$INSTDIR"
    !insertmacro Refuse 4 "没有装成：磁盘空间不足，或者这个位置不能写入。$\r$\n$\r$\n原来的程序和企业库都没有动。请腾出空间或换一个位置再试。"
    busy:
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\program.new"
    !insertmacro Refuse 5 "原来的程序文件正被占用，没有装成，也没有改动。请关闭${NAME}再试。"
    registered:
    CreateDirectory "$SMPROGRAMS"
    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\program\near-zero.exe"
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\program\near-zero.exe"
    !macro Type suffix id words
        WriteRegStr HKCU "Software\Classes\.${suffix}" "" "near-zero.${id}"
        WriteRegStr HKCU "Software\Classes\near-zero.${id}" "" "${words}"
        WriteRegStr HKCU "Software\Classes\near-zero.${id}\DefaultIcon" "" "$INSTDIR\program\near-zero.exe,0"
        WriteRegStr HKCU "Software\Classes\near-zero.${id}\shell\open\command" "" '"$INSTDIR\program\near-zero.exe" "%1"'
    !macroend
    !insertmacro Type nzl library "双近零企业库"
    !insertmacro Type nzcase case "双近零自评包"
    !insertmacro Type nzpack pack "双近零规则包"
    WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
    WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${KEY}" "Publisher" "near-zero"
    WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\program\near-zero.exe"
    WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\卸载.exe"'
    WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\卸载.exe" /S'
    WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "${KILOBYTES}"
    WriteRegDWORD HKCU "${KEY}" "NoModify" 1
    WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
    System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
SectionEnd

; NSIS itself gave up while unpacking: nothing of the new program stays.
Function .onInstFailed
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\program.new"
    RMDir "$INSTDIR"
    SetErrorLevel 4
FunctionEnd

Function un.onInit
    !insertmacro Running $1
    ${If} $1 <> 0
        !insertmacro Refuse 5 "${NAME}正在运行。请关闭它的所有窗口，再卸载。"
    ${EndIf}
FunctionEnd

Section Uninstall
    StrCpy $1 "$LOCALAPPDATA\near-zero"
    ${If} ${FileExists} "$INSTDIR\program\${DATA}\*.*"
        ; Two programs that were portable in turn: the data of the former have this name already.
        ${If} ${FileExists} "$INSTDIR\${DATA}\*.*"
            MessageBox MB_OK|MB_ICONSTOP "$INSTDIR\${DATA}$\r$\n$\r$\n这里有以前留下的数据，请先移走，再卸载。" /SD IDOK
            SetErrorLevel 4
            Quit
        ${EndIf}
        Rename "$INSTDIR\program\${DATA}" "$INSTDIR\${DATA}"
        ${If} ${FileExists} "$INSTDIR\program\${DATA}\*.*"
            MessageBox MB_OK|MB_ICONSTOP "$INSTDIR\program\${DATA}$\r$\n$\r$\n数据正被占用。请关闭正在用它的程序，再卸载。" /SD IDOK
            SetErrorLevel 5
            Quit
        ${EndIf}
        StrCpy $1 "$INSTDIR\${DATA}"
    ${EndIf}
    RMDir /r "$INSTDIR\program"
    RMDir /r "$INSTDIR\program.new"
    RMDir /r "$INSTDIR\program.old"
    Delete "$INSTDIR\卸载.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
    DeleteRegKey HKCU "Software\Classes\near-zero.library"
    DeleteRegKey HKCU "Software\Classes\near-zero.case"
    DeleteRegKey HKCU "Software\Classes\near-zero.pack"
    DeleteRegValue HKCU "Software\Classes\.nzl" ""
    DeleteRegValue HKCU "Software\Classes\.nzcase" ""
    DeleteRegValue HKCU "Software\Classes\.nzpack" ""
    DeleteRegKey HKCU "${KEY}"
    System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
    IfSilent +2
    MessageBox MB_OK|MB_ICONINFORMATION "程序已卸载。企业库、备份和设置仍在：$\r$\n$1$\r$\n$\r$\n不再需要时可自行删除。"
SectionEnd
