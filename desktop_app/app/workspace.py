"""What stands between a start and an open case: the library, the packs, and making new cases.

Qt-free. Everything that can go wrong comes back as problems; a workspace without a library that
could be opened still offers its packs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.catalog import ALWAYS, Catalog
from desktop_app.app.passwords import has_password
from desktop_app.app.paths import Paths
from desktop_app.app.session import CaseSession, Clock, utc_now
from desktop_app.app.standing import Standing, stand_at
from desktop_app.core.codes import check_uscc, profile_text
from desktop_app.core.data import Enterprise
from desktop_app.core.in_force import INDUSTRY_KIND
from desktop_app.core.library_texts import UNSOUND
from desktop_app.core.model import Model
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.packs.header import Header
from desktop_app.store.edits import FirstEdit
from desktop_app.store.library import Library
from desktop_app.store.listing import CaseEntry

if TYPE_CHECKING:
    from desktop_app.app.example import Example

Opened = CaseSession | tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack a new case may use.

    `fits` says that it covers the industry, `required` that it applies to every case.
    """

    pack: Header
    fits: bool
    required: bool


class Workspace:
    """The library of one user and the packs at hand; `owns` says that it closes the library.

    Attributes:
        library: the open library, None when it could not be opened.
        library_path: where it is, or should be.
        who: whose name goes into the log of the cases opened from now on.
        problems: why it could not.
        notices: what to tell about it: where it lies, who else has it open, how it was left.
    """

    def __init__(
        self,
        paths: Paths,
        catalog: Catalog,
        library: Library | None,
        problems: tuple[Problem, ...] = (),
        clock: Clock = utc_now,
        *,
        owns: bool = True,
        standing: Standing | None = None,
    ) -> None:
        self._owns = owns
        self._standing = standing
        self.library_path = library.path if library is not None else paths.library
        self.notices: tuple[Problem, ...] = ()
        self.paths = paths
        self.catalog = catalog
        self.library = library
        self.problems = problems
        self._clock = clock
        self.who = ""
        if library is not None:
            made = library.attempt(Library.confirmations)
            catalog.confirm_by(() if isinstance(made, Problem) else made)

    @classmethod
    def open(
        cls, paths: Paths, path: str = "", clock: Clock = utc_now, *, stays: bool = False
    ) -> Workspace:
        """Open the library at `path`, or the user's own; a failure is kept in `problems`.

        A window `stays`: it marks the library as open, and a file that should be there is not made
        anew when it is missing.
        """
        file = Path(path) if path else paths.library
        gone = stays and bool(path) and not file.exists()
        standing = stand_at(file, clock()) if stays and not gone else None
        found: Library | Problem
        if gone:
            found = problem("library.missing", str(file))
        else:
            found = Library.open(file, standing.reason if standing is not None else None)
        catalog = Catalog(paths)
        if isinstance(found, Problem):
            if standing is not None:
                standing.leave()
            made = cls(paths, catalog, None, (found,), clock)
            made.library_path = file
            return made
        made = cls(paths, catalog, found, (), clock, standing=standing)
        if standing is not None:
            made.notices = standing.notices(found)
        return made

    @property
    def writable(self) -> bool:
        """Whether something new can be put into the library."""
        return self.library is not None and self.library.read_only is None

    @property
    def unsound(self) -> bool:
        """Whether the library cannot be opened, or only for looking because of what is in it."""
        why = self.library.read_only if self.library is not None else None
        return self.library is None or (why is not None and why.code in UNSOUND)

    @property
    def keeps_backups(self) -> bool:
        """Whether the library is this window's to back up: its own, and it may be written."""
        return self._owns and self.writable

    @property
    def has_password(self) -> bool:
        """Whether the library is open and encrypted."""
        return self.library is not None and has_password(self.library_path)

    def now(self) -> str:
        """The present moment as the log keeps it."""
        return self._clock()

    def today(self) -> date:
        """The present day where the user is."""
        return datetime.fromisoformat(self._clock()).astimezone().date()

    def close(self) -> None:
        """Let go of the library file, unless somebody else opened it."""
        if self.library is not None and self._owns:
            self.library.close()
        if self._standing is not None:
            self._standing.leave()
            self._standing = None

    def kept_packs(self) -> tuple[tuple[str, str, str], ...]:
        """Digest, pack and version of the packs the library keeps, as far as it can be read."""
        found = self.library.attempt(Library.kept) if self.library is not None else ()
        return () if isinstance(found, Problem) else found

    # --- what there is ------------------------------------------------------------------------

    def cases(self) -> tuple[CaseEntry, ...]:
        """All cases, most recently opened first; none when the library cannot be read now."""
        found = self.listing()
        return () if isinstance(found, Problem) else found

    def listing(self) -> tuple[CaseEntry, ...] | Problem:
        """All cases, most recently opened first, or why the library cannot be read now."""
        return self.library.attempt(Library.cases) if self.library is not None else ()

    def amounts(self, case_ids: Sequence[str]) -> Mapping[str, int]:
        """How many data each of these cases has; none of those of which it cannot be read."""
        if self.library is None:
            return {}
        found = self.library.attempt(lambda one: one.amounts(case_ids))
        return {} if isinstance(found, Problem) else found

    def years(self, case_id: str) -> tuple[CaseEntry, ...]:
        """The cases of the same enterprise, newest year first."""
        found = self._beside(case_id)
        return () if isinstance(found, Problem) else found

    def _beside(self, case_id: str) -> tuple[CaseEntry, ...] | Problem:
        if self.library is None:
            return ()
        return self.library.attempt(lambda one: one.cases_beside(case_id))

    def examples(self) -> tuple[Example, ...]:
        """The examples that come with the packs, the real enterprise first."""
        from desktop_app.app.example import examples  # reading case files is seldom wanted

        return examples(self.paths)

    def offers(self, industry: str) -> tuple[Offer, ...]:
        """The packs a case of that GB/T 4754 industry may use: fitting, required, others.

        What other packs share is not offered: it comes with those that require it.
        """
        fitting = {pack.id for pack in self.catalog.for_industry(industry)} if industry else set()
        found = [
            Offer(head, fits=head.id in fitting, required=head.id in ALWAYS)
            for head in self.catalog.heads
            if head.kind == INDUSTRY_KIND or head.id in ALWAYS
        ]
        return tuple(sorted(found, key=lambda offer: (not offer.fits, not offer.required)))

    # --- opening and making -------------------------------------------------------------------

    def open_case(self, case_id: str) -> Opened:
        """Open a case of the library; `library.case_gone` when it is not in it."""
        if self.library is None:
            return self.problems
        found = self._beside(case_id)
        if isinstance(found, Problem):
            return (found,)
        if not found:
            return (problem("library.case_gone", str(self.library.path)),)
        opened = self.library.attempt(
            lambda one: CaseSession.open(
                one, case_id, self.catalog, who=self.who, clock=self._clock
            )
        )
        return (opened,) if isinstance(opened, Problem) else opened

    def open_example(self, example_id: str = "") -> Opened:
        """Store an example in the library (once) and open it; without an id the first one."""
        from desktop_app.app.example import open_example

        if self.library is None:
            return self.problems
        found = self.library.attempt(
            lambda one: open_example(self.paths, self.catalog, one, example_id, self._clock)
        )
        if isinstance(found, Problem):
            return (found,)
        return found if isinstance(found, tuple) else self.open_case(found.case_id)

    def create(self, enterprise: Enterprise, year: int, packs: Sequence[str]) -> Opened:
        """Store a new enterprise with its first case and open it; nothing is stored on a problem.

        Problems: `enterprise.name_missing`, and those of packs that cannot be used together.
        """
        enterprise = _tidy(enterprise)
        found = _faults(enterprise)
        if found:
            return found
        if self.library is None:
            return self.problems
        unusable = self._unusable(enterprise, year, packs)
        if unusable:
            return unusable
        new = self.library.add_enterprise(enterprise, self._clock())
        if isinstance(new, Problem):
            return (new,)
        return self._added(new, year, packs)

    def add_year(self, case_id: str, year: int, begun: FirstEdit | None = None) -> Opened:
        """Make and open a case of another year for the enterprise of a case, by the same packs.

        `begun` is its first edit.
        """
        if self.library is None:
            return self.problems
        entry = next((one for one in self.years(case_id) if one.id == case_id), None)
        if entry is None:
            return (problem("library.case_gone", str(self.library.path)),)
        case = self.library.try_load(case_id)
        if isinstance(case, Problem):
            return (case,)
        unusable = self._unusable(case.enterprise, year, case.packs)
        return unusable or self._added(entry.enterprise_id, year, case.packs, begun)

    def _unusable(
        self, enterprise: Enterprise, year: int, packs: Sequence[str]
    ) -> tuple[Problem, ...]:
        built = self.catalog.model(packs, year, enterprise.region, enterprise.industry)
        return () if isinstance(built, Model) else built

    def _added(
        self,
        enterprise_id: str,
        year: int,
        packs: Sequence[str],
        begun: FirstEdit | None = None,
    ) -> Opened:
        if self.library is None:
            return self.problems
        new = self.library.add_case(enterprise_id, year, tuple(packs), self._clock(), begun)
        return (new,) if isinstance(new, Problem) else self.open_case(new)


def _tidy(enterprise: Enterprise) -> Enterprise:
    """The profile as it is stored."""
    return Enterprise(
        **{
            field.name: profile_text(field.name, getattr(enterprise, field.name))
            for field in fields(enterprise)
        }
    )


def _faults(enterprise: Enterprise) -> tuple[Problem, ...]:
    if not enterprise.name.strip():
        return (problem("enterprise.name_missing", path="name"),)
    for field in fields(enterprise):
        unfit = check_printable(field.name, getattr(enterprise, field.name))
        if unfit is not None:
            return (unfit,)
    found = check_uscc(enterprise.uscc)
    return found if has_errors(found) else ()
