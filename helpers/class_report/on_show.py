"""What a class has seen so far: who watches must not be able to work out what a few learners added.

Each figure has its own learners. It is shown when there are enough to tell it (`Figure.told_from`), and changes only
when it has five that it never had before; a learner whose answer changed is new as well. Until then it stays as it was.
"""

from __future__ import annotations

from typing import TypeVar

from helpers.class_report.counting import ClassCounts, Figure, Tally
from helpers.judgement import SMALLEST_CLASS

AnyFigure = TypeVar("AnyFigure", bound=Figure)


class OnShow:
    """The figures that stand on the screen.

    Attributes
    ----------
    counts : ClassCounts
        Their sums. A figure that is not told yet is empty.
    """

    def __init__(self) -> None:
        self.counts = ClassCounts()
        self._ever: dict[str, set[int]] = {}
        self._waits = False

    def take(self, now: ClassCounts) -> bool:
        """Bring each figure up to date, if it may change.

        Parameters
        ----------
        now : ClassCounts
            The sums of all hand-ins that are there.

        Returns
        -------
        bool
            Whether no figure on show waits for further learners.
        """
        self._waits, shown = False, self.counts
        # An exercise that was shown stays, even if its hand-ins have gone.
        exercises = dict.fromkeys((*shown.exercises, *now.exercises))
        self.counts = ClassCounts(
            self._newer("hand-ins", shown.hand_ins, now.hand_ins),
            {
                one: self._newer(f"exercise {one}", shown.exercises.get(one, Tally()), now.exercises.get(one, Tally()))
                for one in exercises
            },
            tuple(
                self._newer(f"band {number}", *bands)
                for number, bands in enumerate(zip(shown.bands, now.bands, strict=True))
            ),
            self._newer("forms", shown.forms, now.forms),
        )
        return not self._waits

    def _newer(self, name: str, shown: AnyFigure, now: AnyFigure) -> AnyFigure:
        ever = self._ever.setdefault(name, set())
        members = set(now.members)
        if len(members) >= now.told_from and len(members - ever) >= SMALLEST_CLASS:
            ever |= members
            return now
        self._waits |= bool(shown.learners) and members != set(shown.members)
        return shown
