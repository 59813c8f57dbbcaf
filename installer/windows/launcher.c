/* near-zero.exe: starts the program with the Python beside it, isolated from any other Python.
 *
 * Two programs are made from this file: near-zero.exe for the desktop, which opens no console, and
 * near-zero-cli.exe for the command line. Both hold a named mutex while they run, by which the
 * installer knows that the program is in use.
 */
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

typedef int (*python_main)(int, wchar_t **);

static int complain(const wchar_t *what)
{
    wchar_t text[512];
    _snwprintf(text, 511, L"%ls\n\n%ls", what,
               L"\x7a0b\x5e8f\x6587\x4ef6\x4e0d\x5b8c\x6574\xff0c\x8bf7\x91cd\x65b0\x5b89\x88c5\x3002");
    text[511] = 0;
#ifdef WITH_CONSOLE
    fwprintf(stderr, L"%ls\n", text);
#else
    MessageBoxW(NULL, text, L"near-zero", MB_ICONERROR);
#endif
    return 3;
}

int wmain(int count, wchar_t **arguments)
{
    static wchar_t folder[32768], path[32768], start[32768];
    CreateMutexW(NULL, FALSE, L"Local\\near-zero-is-running");
    DWORD length = GetModuleFileNameW(NULL, folder, 32700);
    if (length == 0 || length >= 32700)
        return complain(L"GetModuleFileName");
    *wcsrchr(folder, L'\\') = 0;
    SetDllDirectoryW(L""); /* libraries are not looked for in the folder somebody stands in */
    _snwprintf(path, 32767, L"%ls\\python311.dll", folder);
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (python == NULL)
        return complain(path);
    python_main run = (python_main)(void *)GetProcAddress(python, "Py_Main");
    if (run == NULL)
        return complain(L"Py_Main");
    _snwprintf(start, 32767, L"%ls\\start.py", folder);
    wchar_t **words = calloc(count + 8, sizeof *words);
    if (words == NULL)
        return complain(L"memory");
    int n = 0;
    words[n++] = arguments[0];
    words[n++] = L"-I"; /* no PYTHON... variables, no packages of the user */
    words[n++] = L"-B"; /* nothing is written beside the program */
    words[n++] = L"-X";
    words[n++] = L"utf8";
    words[n++] = start;
    for (int i = 1; i < count; i++)
        words[n++] = arguments[i];
    return run(n, words);
}

#ifndef WITH_CONSOLE
int WINAPI wWinMain(HINSTANCE own, HINSTANCE before, wchar_t *line, int show)
{
    (void)own; (void)before; (void)line; (void)show;
    int count = 0;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    return arguments == NULL ? 3 : wmain(count, arguments);
}
#endif
