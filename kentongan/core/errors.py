"""Every error that crosses a room's wall.

```
KentonganError                 what happened, and what to do next; exit code of the command line
├── ConfigError                kentongan.toml: the key, what is wrong with it, an example that works      (2)
├── UsageError                 a command was called with something it cannot use                          (2)
│   └── DeskError              a case of the hoax desk cannot take this step now
├── InputError                 a file or a pasted text cannot be read                                     (3)
│   └── ColumnError            a table lacks a column that is needed
├── CollectError               a source gave nothing usable; costs that source only                       (4)
│   ├── FetchError             the network, the site's rules or our limits said no
│   └── FormatError            something came, but it is not a feed, or a broken one
├── StoreError                 the database cannot be used                                                (5)
│   ├── StoreBusy              somebody else is writing
│   ├── StoreReadOnly          the folder or the file cannot be written
│   ├── StoreFull              no room on the disk
│   └── SchemaTooNew           the database was made by a newer version
├── ModelError                 a model file is missing, damaged or of another version                     (6)
├── ReportError                a report cannot be made or moved to the next state                         (7)
│   ├── TemplateError          the office's own template is wrong; says where
│   └── ApprovalError          a verdict or a report needs a named person (and a second one)
├── DeliveryError              a letter did not go out, or nobody knows whether it did                    (8)
└── AccessError                who asks is not known, or may not do this                                  (9)
    ├── LoginError             name and password do not fit
    │   ├── LockedOut          too many wrong tries; says how long to wait
    │   └── OutsideLoginError  the office's identity provider did not let the person in, or cannot be believed
    ├── PasswordError          a new password that anybody would guess
    └── LastAdmin              nobody would be left to manage users
```

An error of a source or of a row is not the end of a run: it becomes an `Outcome` (see `runs`).
Foreign exceptions are mapped to this tree where they happen, with the original as `__cause__`.
"""

from __future__ import annotations

from typing import ClassVar

from kentongan.core.messages import Lang, Say
from kentongan.core.runs import Cause


class KentonganError(Exception):
    """What happened and what to do next, in both languages.

    Args:
        what: what happened, with the name of the thing it happened to.
        do: the next step for the person who reads it.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: Say, do: Say | None = None) -> None:
        super().__init__(what.id if do is None else f"{what.id} {do.id}")
        self.what = what
        self.do = do

    def to(self, lang: Lang) -> str:
        """One plain line for a person."""
        return self.what.to(lang) if self.do is None else f"{self.what.to(lang)} {self.do.to(lang)}"

    def as_say(self) -> Say:
        """The same line as a text that can be kept (an outcome's reason, a limitation in the report)."""
        return Say(self.to("id"), self.to("en"))


class ConfigError(KentonganError):
    """kentongan.toml has a wrong key or value."""

    exit_code = 2


class UsageError(KentonganError):
    """A command was called with something it cannot use."""

    exit_code = 2


class DeskError(UsageError):
    """A case of the hoax desk cannot take this step now; says which step is next."""


class InputError(KentonganError):
    """A file or a pasted text cannot be read."""

    exit_code = 3


class ColumnError(InputError):
    """A table lacks a column that is needed."""


class CollectError(KentonganError):
    """A source gave nothing usable; the other sources go on.

    Args:
        what: what happened.
        do: the next step.
        cause: the same in one word, for the health of sources.
    """

    exit_code = 4

    def __init__(self, what: Say, do: Say | None = None, *, cause: Cause = Cause.BROKEN) -> None:
        super().__init__(what, do)
        self.cause = cause


class FetchError(CollectError):
    """The network, the site's rules (robots.txt) or our own limits said no.

    Args:
        what: what happened.
        do: the next step.
        retry_after: seconds the source asked us to wait, if it said so.
        cause: in one word.
    """

    def __init__(
        self, what: Say, do: Say | None = None, *, retry_after: float | None = None, cause: Cause = Cause.UNREACHABLE
    ) -> None:
        super().__init__(what, do, cause=cause)
        self.retry_after = retry_after

    @property
    def gone(self) -> bool:
        """The address is withdrawn for good (HTTP 410)."""
        return self.cause is Cause.GONE


class FormatError(CollectError):
    """Something came over the wire, but it is not a feed, or it is broken beyond reading."""


class StoreError(KentonganError):
    """The database cannot be used."""

    exit_code = 5


class StoreBusy(StoreError):
    """Another process is writing and did not finish in time."""


class StoreReadOnly(StoreError):
    """The folder or the database file cannot be written."""


class StoreFull(StoreError):
    """There is no room left on the disk."""


class SchemaTooNew(StoreError):
    """The database was made by a newer version of Kentongan."""


class ModelError(KentonganError):
    """A model file is missing, damaged or of another version."""

    exit_code = 6


class ReportError(KentonganError):
    """A report cannot be made or cannot move to the next state."""

    exit_code = 7


class TemplateError(ReportError):
    """The office's own template is wrong; the message says where."""


class ApprovalError(ReportError):
    """A verdict or a report needs a named person, and for a hoax verdict a second one."""


class DeliveryError(KentonganError):
    """A letter did not go out, or nobody knows whether it did.

    Args:
        what: what happened.
        do: the next step.
        sent: False = it surely did not go out; None = the way broke before the answer came.
        retry_after: seconds after which another attempt is welcome; None = another attempt changes nothing.
        code: the service's own name of the refusal, where it gave one.
    """

    exit_code = 8

    def __init__(
        self,
        what: Say,
        do: Say | None = None,
        *,
        sent: bool | None = False,
        retry_after: float | None = None,
        code: str = "",
    ) -> None:
        super().__init__(what, do)
        self.sent = sent
        self.retry_after = retry_after
        self.code = code


class AccessError(KentonganError):
    """Who asks is not known, or may not do this."""

    exit_code = 9


class LoginError(AccessError):
    """Name and password do not fit; never says which of the two."""


class LockedOut(LoginError):
    """Too many wrong tries under this name or from this address.

    Args:
        what: what happened.
        do: the next step.
        wait: seconds until a try is looked at again.
    """

    def __init__(self, what: Say, do: Say | None = None, *, wait: int = 0) -> None:
        super().__init__(what, do)
        self.wait = wait


class OutsideLoginError(LoginError):
    """The office's identity provider did not let a person in, or what it said cannot be believed.

    Args:
        what: what happened, without what only an admin should know.
        do: the next step.
        reason: the exact cause, for the audit log.
    """

    def __init__(self, what: Say, do: Say | None = None, *, reason: str = "") -> None:
        super().__init__(what, do)
        self.reason = reason


class PasswordError(AccessError):
    """A new password is too short, the person's own name, or one that everybody tries."""


class LastAdmin(AccessError):
    """The last person who can manage users cannot be taken away."""
