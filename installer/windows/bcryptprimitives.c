/* Windows has bcryptprimitives.dll; Wine 8 does not, so the proof brings the one function that is
 * asked for. No program that is handed out contains this.
 */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return RtlGenRandom(data, (ULONG)length);
}
