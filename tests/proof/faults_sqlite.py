"""SQLite's way to the disk, with the faults in it: a virtual file system in front of the library's own.

It is a copy of the built-in one in which only what changes the disk goes through Python; reading and locking stay
native. It is registered with the one library that the program uses, so the program itself needs no change.
"""

import ctypes
from ctypes import CFUNCTYPE, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast, memmove, sizeof
from pathlib import Path
from typing import ClassVar

from sqlcipher3 import _sqlite3

from tests.proof.faults import CREATE, DELETE, SHARED, SYNC, TRUNCATE, WRITE, Disk, Verdict, die

OK, FULL, CANTOPEN = 0, 13, 14
IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE, IOERR_DELETE, IOERR_SHMSIZE = (10 | (n << 8) for n in (3, 4, 6, 10, 19))
OPEN_CREATE, OPEN_JOURNALS = 0x4, 0x80800
# Of a new journal or log SQLite's own file system also syncs the folder, the first time that it syncs it.

Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)
SharedMap = CFUNCTYPE(c_int, c_void_p, c_int, c_int, c_int, c_void_p)


class Vfs(Structure):
    _fields_: ClassVar = [
        ("version", c_int), ("file_size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
        ("own", c_void_p), ("open", c_void_p), ("delete", c_void_p),
        *((name, c_void_p) for name in (
            "access", "full", "dl_open", "dl_error", "dl_symbol", "dl_close", "random", "sleep", "time", "last_error",
            "time64", "set_call", "get_call", "next_call")),
    ]  # fmt: skip


class Methods(Structure):
    _fields_: ClassVar = [
        ("version", c_int),
        *((name, c_void_p) for name in (
            "close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "is_reserved", "control", "sector",
            "characteristics", "shared_map", "shared_lock", "shared_barrier", "shared_unmap", "fetch", "unfetch")),
    ]  # fmt: skip


class FaultySqlite:
    """The virtual file system of one process, all of whose changes pass through a disk. Keep it as long as SQLite."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._paths: dict[int, str] = {}
        self._files: dict[int, int] = {}
        self._new: set[int] = set()
        self._methods: dict[int, Methods] = {}
        self._native: dict[int, Methods] = {}
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = c_void_p
        self._default = Vfs.from_address(library.sqlite3_vfs_find(None))
        self._vfs = Vfs()
        memmove(byref(self._vfs), byref(self._default), sizeof(Vfs))
        self._vfs.name = b"faulty"
        self._callbacks = [
            Open(self._open), Delete(self._delete), Write(self._write), Truncate(self._truncate), Sync(self._sync),
            SharedMap(self._map_shared),
        ]  # fmt: skip
        self._pointers = [cast(one, c_void_p).value for one in self._callbacks]
        self._native_open, self._native_delete = Open(self._default.open), Delete(self._default.delete)
        self._vfs.open, self._vfs.delete = self._pointers[:2]
        if library.sqlite3_vfs_register(byref(self._vfs), 1) != OK:
            raise RuntimeError("SQLite did not take the faulty file system")

    def _open(self, vfs: int, name: int, file: int, flags: int, out_flags: int) -> int:
        path = ctypes.string_at(name).decode("utf-8", "surrogateescape") if name else ""
        is_new = bool(flags & OPEN_CREATE) and (not path or not Path(path).exists())
        if is_new and self._disk.meets(CREATE, path) is not Verdict.GO:
            c_void_p.from_address(file).value = None
            return CANTOPEN
        result = self._native_open(vfs, name, file, flags, out_flags)
        if result == OK:
            self._take_over(file, path)
            self._new.discard(file)
            if is_new and flags & OPEN_JOURNALS:
                self._new.add(file)
        return result

    def _take_over(self, file: int, path: str) -> None:
        self._paths[file] = path
        self._files[file] = self._disk.opened(path) if path else 0
        place = c_void_p.from_address(file)
        if place.value not in self._methods:
            native, own = Methods.from_address(place.value), Methods()
            memmove(byref(own), byref(native), sizeof(Methods))
            own.write, own.truncate, own.sync = self._pointers[2:5]
            if native.version > 1 and native.shared_map:
                own.shared_map = self._pointers[5]
            self._methods[place.value] = own
            self._native[ctypes.addressof(own)] = native
        place.value = ctypes.addressof(self._methods[place.value])

    def _of(self, file: int) -> Methods:
        return self._native[c_void_p.from_address(file).value]

    def _write(self, file: int, data: int, size: int, offset: int) -> int:
        path, native = self._paths[file], Write(self._of(file).write)
        match self._disk.meets(WRITE, path):
            case Verdict.GO:
                if self._disk.remembers and path:
                    self._disk.will_write(self._files[file], offset, ctypes.string_at(data, size))
                return native(file, data, size, offset)
            case Verdict.HALF_THEN_DIE:
                native(file, data, size // 2, offset)
                die()
            case Verdict.HALF_THEN_FULL:
                native(file, data, size // 2, offset)
                return FULL
        return IOERR_WRITE

    def _truncate(self, file: int, size: int) -> int:
        if self._disk.meets(TRUNCATE, self._paths[file]) is not Verdict.GO:
            return IOERR_TRUNCATE
        if self._paths[file]:
            self._disk.will_truncate(self._files[file], size)
        return Truncate(self._of(file).truncate)(file, size)

    def _sync(self, file: int, _flags: int) -> int:
        if self._disk.meets(SYNC, self._paths[file]) is not Verdict.GO:
            return IOERR_FSYNC
        # The page cache outlives the program; what a power cut takes is the disk's own model.
        if self._paths[file]:
            self._disk.synced(self._files[file])
            if file in self._new:
                self._new.discard(file)
                self._disk.folder_synced(str(Path(self._paths[file]).parent))
        return OK

    def _map_shared(self, file: int, region: int, size: int, extend: int, out: int) -> int:
        if extend and self._disk.meets(SHARED, f"{self._paths[file]}-shm") is not Verdict.GO:
            return IOERR_SHMSIZE
        return SharedMap(self._of(file).shared_map)(file, region, size, extend, out)

    def _delete(self, vfs: int, name: int, sync_folder: int) -> int:
        path = ctypes.string_at(name).decode("utf-8", "surrogateescape")
        if Path(path).exists():
            if self._disk.meets(DELETE, path) is not Verdict.GO:
                return IOERR_DELETE
            self._disk.will_delete(path)
            if sync_folder:
                self._disk.folder_synced(str(Path(path).parent))
        return self._native_delete(vfs, name, 0)
