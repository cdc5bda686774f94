"""Who pays whom: rows of the payments table while they gather."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from zhenxin.world.arrays import NONE, Floats, Ints

KINDS = ["order", "refund", "transfer", "red_packet", "subsidy", "payout", "compensation"]
ORDER, REFUND, TRANSFER, RED_PACKET, SUBSIDY, PAYOUT, COMPENSATION = range(7)
PARTIES = ["account", "merchant", "platform", "outside", "staff"]
ACCOUNT, MERCHANT, PLATFORM, OUTSIDE, STAFF = range(5)


@dataclass
class Payments:
    """Payments, one row each; a party is its kind and its index among those of its kind."""

    at: Floats
    kind: Ints
    payer_kind: Ints
    payer: Ints
    payee_kind: Ints
    payee: Ints
    cents: Ints
    order: Ints
    card: Ints
    """The account whose card pays, where it is not the payer's own; NONE otherwise."""


@dataclass
class Ledger:
    """Payments as they gather, and the people outside the shop whom they name."""

    parts: list[Payments] = field(default_factory=list)
    outsiders: int = 0

    def add_outsiders(self, n: int) -> Ints:
        """New parties who are neither accounts nor merchants."""
        self.outsiders += n
        return np.arange(self.outsiders - n, self.outsiders, dtype=np.int64)

    def pay(
        self,
        at: Floats,
        cents: npt.ArrayLike,
        *,
        kind: npt.ArrayLike,
        payer: tuple[npt.ArrayLike, npt.ArrayLike],
        payee: tuple[npt.ArrayLike, npt.ArrayLike],
        order: npt.ArrayLike = NONE,
        card: npt.ArrayLike = NONE,
    ) -> None:
        """Add payments; payer and payee are (kind, index), one value or one a row. Sums of nothing and times of NaN are left out."""
        n = len(at)
        columns = [
            np.array(np.broadcast_to(np.asarray(value, dtype=np.int64), (n,))) for value in (kind, *payer, *payee, cents, order, card)
        ]
        good = np.isfinite(at) & (columns[5] > 0)
        self.parts.append(Payments(at[good], *(column[good] for column in columns)))

    def all(self) -> Payments:
        """Every payment so far."""
        names = list(Payments.__dataclass_fields__)
        return Payments(*(np.concatenate([getattr(part, name) for part in self.parts]) for name in names))
