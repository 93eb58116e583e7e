"""What the operating system said about a file or folder, in plain words of both languages."""

from __future__ import annotations

import errno

from kentongan.core.messages import Say

# No room: disk, quota (Windows knows no EDQUOT), or the largest file this user may write.
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REASONS = {
    errno.ENOENT: Say("foldernya tidak ada", "its folder is not there"),
    errno.ENOTDIR: Say("di tempat foldernya ada berkas", "a file stands where its folder should be"),
    errno.EEXIST: Say("nama itu sudah dipakai berkas lain", "another file has that name"),
    errno.EISDIR: Say("nama itu adalah folder", "the name is a folder's"),
    errno.EACCES: Say("tidak ada izin", "permission denied"),
    errno.EPERM: Say("tidak ada izin", "permission denied"),
    errno.EROFS: Say("disk hanya dapat dibaca", "the disk is read-only"),
    errno.ENAMETOOLONG: Say("namanya terlalu panjang", "its name is too long"),
    errno.EBUSY: Say("sedang dipakai program lain", "another program is using it"),
    errno.EIO: Say("disk bermasalah", "the disk is failing"),
}


def is_full(error: OSError) -> bool:
    """Whether there was no room to write."""
    return error.errno in _NO_ROOM


def plain_reason(error: OSError) -> Say:
    """A clause for a sentence about the file: "… tidak dapat ditulis: disk penuh."."""
    if is_full(error):
        return Say("disk penuh", "the disk is full")
    known = _REASONS.get(error.errno or 0)
    words = error.strerror or type(error).__name__
    return known or Say(words, words)
