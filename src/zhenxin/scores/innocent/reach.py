"""From an entity to the things that an innocent explanation of it is about: an order's buyer, an account's orders, a sender's parcels."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from zhenxin.engine import Engine
from zhenxin.events.codes import TAPS
from zhenxin.scores.combine import Key

Reached = Mapping[str, tuple[str, ...]]
"""Entity id to the ids of its things, sorted."""

_LINKS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("order", "account"): "select order_id as entity_id, account_id as thing_id from cut_orders",
        ("order", "sender"): "select order_id as entity_id, sender_hash as thing_id from cut_parcels",
        ("order", "merchant"): "select order_id as entity_id, merchant_id as thing_id from cut_orders",
        ("review", "order"): "select review_id as entity_id, order_id as thing_id from cut_reviews",
        ("review", "account"): "select review_id as entity_id, account_id as thing_id from cut_reviews",
        ("review", "merchant"): "select review_id as entity_id, merchant_id as thing_id from cut_reviews",
        ("account", "order"): "select account_id as entity_id, order_id as thing_id from cut_orders",
        ("account", "review"): "select account_id as entity_id, review_id as thing_id from cut_reviews",
        ("account", "merchant"): """select account_id as entity_id, merchant_id as thing_id from cut_orders
            union all select account_id as entity_id, merchant_id as thing_id from cut_reviews""",
        ("merchant", "order"): "select merchant_id as entity_id, order_id as thing_id from cut_orders",
        ("merchant", "review"): "select merchant_id as entity_id, review_id as thing_id from cut_reviews",
        ("merchant", "account"): "select merchant_id as entity_id, account_id as thing_id from cut_reviews",
        ("device", "account"): "select device_id as entity_id, account_id as thing_id from cut_sightings",
        ("sender", "order"): "select sender_hash as entity_id, order_id as thing_id from cut_parcels",
        ("staff", "order"): "select approver_id as entity_id, order_id as thing_id from cut_claims",
        ("product", "account"): f"select product_id as entity_id, account_id as thing_id from cut_visits where kind in ({TAPS})",
        ("page", "number"): "select url as entity_id, number as thing_id from pushed_numbers",
        ("number", "page"): "select number as entity_id, url as thing_id from pushed_numbers",
    }
)
_REACHED = """
    with links as ({links}),
    judged as (
        select l.entity_id, l.thing_id, case when t.entity_id is null then 0 else 1 end as is_suspect
        from links l join suspects e on e.entity_kind = '{kind}' and e.entity_id = l.entity_id
            left join suspects t on t.entity_kind = '{of}' and t.entity_id = l.thing_id
        where l.thing_id is not null
    ),
    ranked as (select entity_id, thing_id, is_suspect, max(is_suspect) over (partition by entity_id) as has_suspects from judged)
    select distinct entity_id, thing_id from ranked where is_suspect = has_suspects order by entity_id, thing_id
"""


def bases(kind: str) -> tuple[str, ...]:
    """The kinds of things that can be reached from an entity of `kind`, itself first."""
    return kind, *(of for one, of in _LINKS if one == kind)


def reach_sql(kind: str, of: str) -> str:
    """SQL: entity_id and thing_id; where some of an entity's things are suspects themselves, only these."""
    return _REACHED.format(links=_LINKS[kind, of], kind=kind, of=of)


def every_reach() -> tuple[str, ...]:
    """All of that SQL."""
    return tuple(reach_sql(kind, of) for kind, of in _LINKS)


class Things:
    """The things behind the suspects of a run, each kind looked up once; `engine` holds `suspects`, `pushed_numbers` and the cut tables."""

    def __init__(self, engine: Engine, suspects: Iterable[Key]) -> None:
        self._engine = engine
        self._found: dict[tuple[str, str], Reached] = {}
        self.suspects = frozenset(suspects)

    def of(self, kind: str, of: str) -> Reached:
        """The things of kind `of` behind every suspect of `kind`; itself where the kinds are the same."""
        if (kind, of) not in self._found:
            self._found[kind, of] = self._looked_up(kind, of)
        return self._found[kind, of]

    def _looked_up(self, kind: str, of: str) -> Reached:
        if kind == of:
            return {entity: (entity,) for one, entity in sorted(self.suspects) if one == kind}
        found: dict[str, list[str]] = {}
        for row in self._engine.rows(reach_sql(kind, of), step=f"the {of}s behind each {kind}").to_pylist():
            found.setdefault(row["entity_id"], []).append(row["thing_id"])
        return {entity: tuple(things) for entity, things in found.items()}
