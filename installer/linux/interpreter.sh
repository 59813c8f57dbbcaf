#!/bin/sh
# Builds SQLite and CPython inside the old root, from Debian's sources, into /opt/python.
# They are to run on glibc 2.28 although the root has 2.31: functions of later C libraries are not
# used, and of those that got a second version the first one is asked for.
# `fetch` brings the sources, whose signatures apt checks; `build` does the rest without a network.
set -eu
cd /src
if [ "$1" = fetch ]; then
    rm -f ./*.dsc ./*.tar.*
    get="apt-get source -qq --only-source --download-only"
    # A mirror may list security updates whose files it does not have (yet).
    $get python3.11 sqlite3 || $get python3.11/bookworm sqlite3/bookworm
    exit
fi
cat >old_libm.h <<'HEADER'
#ifndef __ASSEMBLER__
__asm__(".symver pow,pow@GLIBC_2.2.5");
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
#endif
HEADER
rm -rf sqlite python
dpkg-source --no-check -x sqlite3_*.dsc sqlite
dpkg-source --no-check -x python3.11_*.dsc python
flags="-O3 -fno-semantic-interposition -include /src/old_libm.h"

cd /src/sqlite
./configure --prefix=/opt/python --disable-static --disable-tcl --enable-fts5 \
    CFLAGS="$flags -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_ENABLE_COLUMN_METADATA \
    -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_SECURE_DELETE"
make -j"$(nproc)" libsqlite3.la sqlite3.h
make lib_install
mkdir -p /opt/python/include
cp sqlite3.h /opt/python/include

cd /src/python
# With Debian's patches this module needs what only the core may use; Debian links it into the core.
printf '%s\n' '*shared*' 'pyexpat pyexpat.c -DPy_BUILD_CORE_MODULE -lexpat' >Modules/Setup.local
ac_cv_func_sem_clockwait=no ac_cv_func_pthread_cond_clockwait=no ./configure --prefix=/opt/python \
    --enable-shared --without-static-libpython --without-ensurepip --disable-test-modules --with-system-expat \
    CPPFLAGS=-I/opt/python/include LDFLAGS="-L/opt/python/lib -Wl,-rpath,/opt/python/lib" CFLAGS="$flags"
make -j"$(nproc)"
make install
find /opt/python/lib -name '*.so*' -type f -exec strip --strip-unneeded {} +
rm -rf /src/sqlite /src/python
