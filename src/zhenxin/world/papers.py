"""The smaller tables from their sheets: claims, staff and what they do, listings, campaigns, inspections, complaints, verdicts, known good."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhenxin.world.arrays import NONE, Floats, Ints
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.clock import END
from zhenxin.world.names import Names, money, times, words
from zhenxin.world.office import TEAMS
from zhenxin.world.orders import CANCELLED, PAID, PLACED, REFUSED, RETURNED, SHIPPED, SIGNED, STATUSES
from zhenxin.world.parcels import Parcels
from zhenxin.world.state import Bought, World
from zhenxin.world.tables import party
from zhenxin.world.write import Part, in_time

CLAIMS = ["return", "refund_only", "compensation"]
RETURN, REFUND_ONLY, COMPENSATION = range(3)
ACTIONS = ["override_alert", "confirm_alert", "dismiss_alert", "change_rule", "whitelist", "approve_claim", "set_subsidy"]
OVERRIDE, CONFIRM, DISMISS, CHANGE_RULE, WHITELIST, APPROVE, SET_SUBSIDY = range(7)
CAMPAIGNS = ["promotion", "subsidy", "influencer", "trial", "review_reward"]
PROMOTION, SUBSIDY, INFLUENCER, TRIAL, REVIEW_REWARD = range(5)
INSPECTIONS = ["qualification", "quality", "purchase_test"]
RESULTS = ["pass", "minor", "fail"]
STANDINGS = ["open", "upheld", "rejected"]


def put_papers(shelf: Part, names: Names, world: World) -> None:
    """Every table of this module but the order states."""
    _put_claims(shelf, names, world)
    _put_staff(shelf, names, world)
    _put_actions(shelf, names, world)
    _put_listings(shelf, names, world)
    _put_campaigns(shelf, names, world)
    _put_inspections(shelf, names, world)
    _put_complaints(shelf, names, world)
    _put_verdicts(shelf, names, world)
    _put_known(shelf, names, world)


def put_states(shelf: Part, names: Names, bought: Bought, parcels: Parcels) -> None:
    """The history of every order, as far as it went before the end."""
    n = len(bought.plan)
    shipped = parcels.shipped_of(n)
    received = ~np.isnan(bought.signed_at)
    steps: list[tuple[int, Floats]] = [
        (PLACED, bought.plan.at), (PAID, bought.paid_at), (SHIPPED, shipped), (SIGNED, np.where(received, bought.signed_at, np.nan)),
        *((code, np.where(bought.status == code, bought.status_at, np.nan)) for code in (CANCELLED, REFUSED, RETURNED)),
    ]  # fmt: skip
    row = np.concatenate([np.flatnonzero(at < END) for _, at in steps])
    at = np.concatenate([at[at < END] for _, at in steps])
    code = np.concatenate([np.full(int((at < END).sum()), code, dtype=np.int64) for code, at in steps])
    order = in_time(names, "state", at)
    shelf.put("order_states", {
        "order_id": names.ids("order", row[order]),
        "occurred_at": times(at[order]),
        "status": words(STATUSES, code[order]),
    })  # fmt: skip


def _in_order(names: Names, kind: str, at: Floats) -> Ints:
    """The rows that lie before the end, in the order of time."""
    order = in_time(names, kind, at)
    return order[(at[order] < END) & ~np.isnan(at[order])]


def _texts(values: npt.NDArray[Any]) -> pa.Array:
    return pa.array(values, type=pa.string())


def entities(names: Names, kinds: npt.NDArray[Any], index: Ints) -> pa.Array:
    """Ids of entities whose kinds are words."""
    ids = np.empty(len(index), dtype=object)
    for kind in sorted({kind for kind in kinds.tolist() if kind}):
        rows = np.flatnonzero(kinds == kind)
        source = {"payee": "outside"}.get(kind, kind)
        ids[rows] = names.ids(source, index[rows]).to_pylist()
    return _texts(ids)


def _put_claims(shelf: Part, names: Names, world: World) -> None:
    sheet = world.sheets.claims.columns()
    order = _in_order(names, "claim", sheet["at"])
    shelf.put("claims", {
        "claim_id": names.ids("claim", order),
        "order_id": names.ids("order", sheet["order"][order]),
        "account_id": names.ids("account", sheet["account"][order]),
        "occurred_at": times(sheet["at"][order]),
        "kind": words(CLAIMS, sheet["kind"][order]),
        "amount": money(sheet["cents"][order]),
        "approver_id": names.ids("staff", sheet["approver"][order]),
        "text": _texts(sheet["text"][order]),
    })  # fmt: skip


def _put_staff(shelf: Part, names: Names, world: World) -> None:
    office, people = world.office, world.people
    order = in_time(names, "staff", office.joined)
    account = office.account[order]
    shelf.put("staff", {
        "staff_id": names.ids("staff", order),
        "team": words(TEAMS, office.team[order]),
        "joined_at": times(office.joined[order]),
        "left_at": times(office.left[order]),
        "phone_hash": names.ids("phone", np.where(people.filed.number[account] >= 0, people.filed.number[account], account)),
        "instrument_hash": names.ids("instrument", people.card[account] * 8),
        "device_id": names.ids("device", people.phone[account]),
    })  # fmt: skip


def _put_actions(shelf: Part, names: Names, world: World) -> None:
    sheet = world.sheets.actions.columns()
    order = _in_order(names, "action", sheet["at"])
    shelf.put("staff_actions", {
        "action_id": names.ids("action", order),
        "staff_id": names.ids("staff", sheet["staff"][order]),
        "occurred_at": times(sheet["at"][order]),
        "kind": words(ACTIONS, sheet["kind"][order]),
        "alert_id": names.ids("alert", sheet["alert"][order]),
        "target_kind": _texts(sheet["target_kind"][order]),
        "target_id": entities(names, sheet["target_kind"][order], sheet["target"][order]),
        "value_before": _texts(sheet["before"][order]),
        "value_after": _texts(sheet["after"][order]),
        "note": _texts(sheet["note"][order]),
    })  # fmt: skip


def _put_listings(shelf: Part, names: Names, world: World) -> None:
    """The first version of every page, and the later ones."""
    market, sheet = world.market, world.sheets.listings.columns()
    n = market.products
    product = np.concatenate([np.arange(n, dtype=np.int64), sheet["product"]])
    at = np.concatenate([market.listed, sheet["at"]])
    title = np.concatenate([np.array(market.title, dtype=object), sheet["title"]])
    category = np.concatenate([market.product_category, sheet["category"]])
    for item, (words_then, category_then) in market.first_pages.items():
        title[item], category[item] = words_then, category_then
    order = _in_order(names, "listing", at)
    shelf.put("listings", {
        "product_id": names.ids("product", product[order]),
        "occurred_at": times(at[order]),
        "title": _texts(title[order]),
        "category": words([item.code for item in CATEGORIES], category[order]),
    })  # fmt: skip


def _put_campaigns(shelf: Part, names: Names, world: World) -> None:
    sheet = world.sheets.campaigns.columns()
    order = _in_order(names, "campaign", sheet["starts"])
    category = np.where(sheet["product"] >= 0, world.market.product_category[sheet["product"]], sheet["category"])
    shelf.put("campaigns", {
        "campaign_id": names.ids("campaign", order),
        "kind": words(CAMPAIGNS, sheet["kind"][order]),
        "starts_at": times(sheet["starts"][order]),
        "ends_at": times(sheet["ends"][order]),
        "merchant_id": names.ids("merchant", sheet["merchant"][order]),
        "product_id": names.ids("product", sheet["product"][order]),
        "category": words([item.code for item in CATEGORIES], category[order]),
        "budget": _known_money(sheet["budget"][order]),
        "any_rating": pa.array(sheet["any_rating"][order] == 1, mask=sheet["any_rating"][order] < 0),
        "created_by": party(names, sheet["creator_kind"][order], sheet["creator"][order]),
    })  # fmt: skip


def _known_money(cents: Ints) -> pa.Array:
    return pa.compute.if_else(pa.array(cents >= 0), money(np.maximum(cents, 0)), pa.scalar(None, type=pa.decimal128(18, 2)))


def _put_inspections(shelf: Part, names: Names, world: World) -> None:
    sheet = world.sheets.inspections.columns()
    order = _in_order(names, "inspection", sheet["at"])
    shelf.put("inspections", {
        "inspection_id": names.ids("inspection", order),
        "merchant_id": names.ids("merchant", sheet["merchant"][order]),
        "occurred_at": times(sheet["at"][order]),
        "product_id": names.ids("product", sheet["product"][order]),
        "inspector": names.ids("inspector", sheet["inspector"][order]),
        "kind": words(INSPECTIONS, sheet["kind"][order]),
        "result": words(RESULTS, sheet["result"][order]),
        "note": _texts(sheet["note"][order]),
    })  # fmt: skip


def _put_complaints(shelf: Part, names: Names, world: World) -> None:
    sheet = world.sheets.complaints.columns()
    order = _in_order(names, "complaint", sheet["at"])
    there = world.people.registered[np.maximum(sheet["complainant"], 0)] < sheet["at"]
    complainant = np.where(there, sheet["complainant"], NONE)
    shelf.put("complaints", {
        "complaint_id": names.ids("complaint", order),
        "occurred_at": times(sheet["at"][order]),
        "entity_kind": _texts(sheet["entity_kind"][order]),
        "entity_id": entities(names, sheet["entity_kind"][order], sheet["entity"][order]),
        "kind": _texts(sheet["kind"][order]),
        "complainant_id": names.ids("account", complainant[order]),
        "status": words(STANDINGS, sheet["status"][order]),
        "text": _texts(sheet["text"][order]),
    })  # fmt: skip


def _put_verdicts(shelf: Part, names: Names, world: World) -> None:
    sheet = world.sheets.verdicts.columns()
    order = _in_order(names, "verdict", sheet["at"])
    later = np.where(sheet["overturned"] < END, sheet["overturned"], np.nan)
    shelf.put("verdicts", {
        "entity_kind": _texts(sheet["entity_kind"][order]),
        "entity_id": entities(names, sheet["entity_kind"][order], sheet["entity"][order]),
        "occurred_at": times(sheet["at"][order]),
        "is_fraud": pa.array(sheet["is_fraud"][order] == 1),
        "decided_by": names.ids("staff", sheet["decided_by"][order]),
        "measure": _texts(sheet["measure"][order]),
        "overturned_at": times(later[order]),
    })  # fmt: skip


def _put_known(shelf: Part, names: Names, world: World) -> None:
    sheet = world.sheets.known.columns()
    codes = np.zeros(len(sheet["entity"]), dtype=np.uint64)
    for kind in sorted(set(sheet["entity_kind"].tolist())):
        rows = sheet["entity_kind"] == kind
        codes[rows] = names.codes(kind, sheet["entity"][rows])
    order = np.argsort(codes, kind="stable")
    shelf.put("known", {
        "entity_kind": _texts(sheet["entity_kind"][order]),
        "entity_id": entities(names, sheet["entity_kind"][order], sheet["entity"][order]),
        "reason": _texts(sheet["reason"][order]),
        "decided_by": names.ids("staff", np.where(sheet["decided_by"] >= 0, sheet["decided_by"], NONE)[order]),
        "until_at": times(sheet["until"][order]),
    })  # fmt: skip
