"""The web of pages: what campaigns do, what honest pages share with them, and that nothing else tells the two apart."""

import hashlib
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from rapidfuzz.distance import OSA
from sklearn.metrics import roc_auc_score
from typer.testing import CliRunner

from zhenxin.cli import app
from zhenxin.events.numbers import find_numbers
from zhenxin.events.places import find_places
from zhenxin.events.registry import shipped_registry
from zhenxin.events.schema import TABLES
from zhenxin.kernels.folding import fold
from zhenxin.world import make
from zhenxin.world.arrays import dice
from zhenxin.world.parameters import RECIPES, Parameters
from zhenxin.world.web import Web, weave

from .artefacts import Sheet, told_apart
from .ask import Ask, asker

PAGES = 6_000
FALSE = ("loud", "quiet", "seed")


class Written(NamedTuple):
    web: Web
    pages: pa.Table


def written(parameters: Parameters, pages: int = PAGES, seed: int = 5) -> Written:
    web = weave(parameters, partial(dice, seed), pages)
    return Written(web, pa.concat_tables([pa.table(batch) for batch in web.pages()]))


@pytest.fixture(scope="module")
def city() -> Written:
    return written(Parameters())


@pytest.fixture(scope="module")
def texts(city: Written) -> dict[str, list[str]]:
    """Texts of the pages of each kind."""
    found = defaultdict(list)
    for leaf, text in zip(city.web.leaves, city.pages["text"].to_pylist(), strict=True):
        found[leaf.kind].append(text)
    return found


def marked(web: Web, kind: str, behaviour: str, skill: str = "") -> set[str]:
    return {entity for mark in web.marked if (mark.kind, mark.behaviour, mark.skill) == (kind, behaviour, skill) for entity in mark.ids}


def auc(values: np.ndarray, false: np.ndarray) -> float:
    return float(roc_auc_score(false, values))


def places(text: str) -> int:
    return len(find_places(fold(text)))


# the tables


def test_pages_have_the_columns_of_the_schema_and_stand_in_the_order_of_time(city: Written) -> None:
    assert set(city.pages.column_names) == set(TABLES["pages"].by_name)
    at = city.pages["occurred_at"].to_numpy()
    assert city.pages.num_rows == PAGES
    assert (np.diff(at).astype(np.int64) >= 0).all()
    assert all(city.pages[name].null_count == 0 for name in TABLES["pages"].required)


def test_no_two_pages_have_one_address(city: Written) -> None:
    assert len(set(city.pages["url"].to_pylist())) == PAGES


def test_the_site_is_the_host_of_the_address(city: Written) -> None:
    rows = zip(city.pages["url"].to_pylist(), city.pages["site"].to_pylist(), strict=True)
    assert all(site is None or url.split("/")[2] == site for url, site in rows)


def test_registers_know_some_true_lines_and_no_fake_one(city: Written) -> None:
    hotlines = pa.table(city.web.hotlines())
    brands = city.web.scene.brands
    assert 0.3 * len(brands) < len(set(hotlines["brand"].to_pylist())) < 0.8 * len(brands)
    known = {number.digits for text in hotlines["number"].to_pylist() for number in find_numbers(fold(f"电话{text}"))}
    assert known <= {line for brand in brands for line in (*brand.lines, brand.old)}
    points = pa.table(city.web.service_points())
    assert points.num_rows > 50
    assert all(len(code) == 6 for codes in points["region_codes"].to_pylist() for code in codes)


def test_the_same_dice_give_the_same_web_and_others_another() -> None:
    digests = [
        hashlib.sha256("".join(written(Parameters(), 500, seed).pages["text"].to_pylist()).encode()).hexdigest() for seed in (3, 3, 4)
    ]
    assert digests[0] == digests[1] != digests[2]


# campaigns


def test_the_share_of_false_pages_is_the_one_asked_for(city: Written) -> None:
    low, high = Parameters().false_pages
    naive, skilled = (len(marked(city.web, "page", "hotline_spam", skill)) for skill in ("naive", "skilled"))
    assert low <= (naive + skilled) / PAGES <= high
    assert 0.35 < naive / (naive + skilled) < 0.65


def test_a_naive_number_answers_for_many_brands_and_a_skilled_one_for_few(city: Written) -> None:
    brands: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    sites: defaultdict[str, set[str]] = defaultdict(set)
    for leaf in city.web.leaves:
        if leaf.kind in {"loud", "quiet"}:
            brands[leaf.kind, leaf.line].add(leaf.brand)
            sites[leaf.line].add(city.web.scene.hosts[leaf.host].name)
    loud = [len(found) for (kind, _), found in brands.items() if kind == "loud"]
    quiet = [len(found) for (kind, _), found in brands.items() if kind == "quiet"]
    assert np.median(loud) >= 8
    assert all(len(sites[line]) >= 2 for kind, line in brands if kind == "loud")
    assert np.median(quiet) <= 4
    assert max(quiet) < np.median(loud)


def test_a_skilled_campaign_turns_its_numbers_over_and_a_site_of_it_looks_like_one_brands(city: Written) -> None:
    for campaign in city.web.campaigns:
        own = [leaf for leaf in city.web.leaves if leaf.kind in {"loud", "quiet"} and leaf.owner == campaign.number]
        lines = {leaf.line for leaf in own}
        on_site: defaultdict[int, set[int]] = defaultdict(set)
        for leaf in own:
            on_site[leaf.host].add(leaf.brand)
        if campaign.skill == "naive":
            assert len(lines) <= 2
        elif len(own) > 40:
            assert len(lines) >= 3
            assert np.median([len(found) for found in on_site.values()]) <= 2


def test_skilled_numbers_lie_near_true_ones_of_their_brand_more_often(city: Written) -> None:
    near: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for leaf in city.web.leaves:
        if leaf.kind in FALSE:
            true = city.web.scene.brands[leaf.brand].lines
            close = min(OSA.distance(leaf.line, line) for line in true) <= 2
            lines = near[city.web.campaigns[leaf.owner].skill]
            lines[leaf.line] = lines.get(leaf.line, False) or close
    naive, skilled = (np.mean(list(near[skill].values())) for skill in ("naive", "skilled"))
    assert skilled > 0.25
    assert naive < skilled


def test_naive_pages_are_stuffed_loud_and_pasted_and_skilled_ones_are_not(texts: dict[str, list[str]]) -> None:
    loud, quiet = texts["loud"], texts["quiet"]
    stuffed = [places(text) >= 100 for text in loud[:40]]
    assert 0.7 < np.mean(stuffed) < 0.98
    assert max(places(text) for text in quiet[:40]) < 15
    article = "据了解，项目分三期推进"
    assert any(article in text for text in loud)
    assert not any(article in text for text in quiet)
    most = {
        name: np.median([max(Counter(n.digits for n in find_numbers(fold(t))).values(), default=0) for t in texts[name][:40]])
        for name in texts
    }
    assert most["loud"] >= 5
    assert most["quiet"] <= most["service"] + 1


def test_the_key_names_numbers_as_the_product_reads_them(city: Written) -> None:
    read = Counter()
    for leaf, text in zip(city.web.leaves, city.pages["text"].to_pylist(), strict=True):
        if leaf.kind in FALSE:
            read[leaf.line in {number.digits for number in find_numbers(fold(text))}] += 1
    assert read[True] > 0.97 * (read[True] + read[False])


def test_no_number_is_anybodys(city: Written) -> None:
    fake = {line for campaign in city.web.campaigns for line in campaign.lines}
    true = {line for brand in city.web.scene.brands for line in brand.lines} | {firm.line for firm in city.web.scene.firms}
    assert not fake & true
    assert not (fake | true) & shipped_registry().numbers
    assert all(line[:4] in {"4002", "4003", "4004"} for line in fake | true if line.startswith("400"))


def test_campaigns_plant_their_number_on_forums_and_directories_too(city: Written) -> None:
    rows = zip(city.web.leaves, city.pages["url"].to_pylist(), city.pages["text"].to_pylist(), strict=True)
    seeds = [(leaf, url, text) for leaf, url, text in rows if leaf.kind == "seed"]
    skills = Counter(city.web.campaigns[leaf.owner].skill for leaf, _, _ in seeds)
    assert skills["skilled"] > skills["naive"] > 5
    false = marked(city.web, "page", "hotline_spam", "naive") | marked(city.web, "page", "hotline_spam", "skilled")
    assert {url for _, url, _ in seeds} <= false
    public = {*city.web.scene.forums, *city.web.scene.directories}
    assert all(leaf.host in public for leaf, _, _ in seeds)
    assert np.mean([leaf.line in {number.digits for number in find_numbers(fold(text))} for leaf, _, text in seeds]) > 0.95


def test_folders_on_other_peoples_sites_leave_their_owners_innocent(city: Written) -> None:
    victims = marked(city.web, "site", "hard:victim")
    own = marked(city.web, "site", "hotline_spam", "skilled") | marked(city.web, "site", "hotline_spam", "naive")
    honest = {city.web.scene.hosts[leaf.host].name for leaf in city.web.leaves if leaf.kind not in FALSE}
    assert victims
    assert not victims & own
    assert not own & honest


# honest pages


def test_honest_lists_name_as_many_places_as_stuffed_pages(texts: dict[str, list[str]]) -> None:
    loud = [count for text in texts["loud"][:40] if (count := places(text)) >= 40]
    lists = [count for kind in ("store", "freight") for text in texts[kind][:40] if (count := places(text)) >= 40]
    assert np.quantile(lists, 0.75) > np.median(loud)
    assert len(lists) > 40


def test_pages_keyed_as_lists_name_places(city: Written) -> None:
    urls = marked(city.web, "page", "hard:honest_places")
    rows = [text for url, text in zip(city.pages["url"].to_pylist(), city.pages["text"].to_pylist(), strict=True) if url in urls]
    assert len(rows) > 0.05 * PAGES
    assert np.median([places(text) for text in rows[:60]]) > 80


def test_true_lines_stand_on_as_many_sites_and_for_as_many_brands_as_fake_ones(city: Written) -> None:
    sites: defaultdict[str, set[int]] = defaultdict(set)
    brands: defaultdict[str, set[int]] = defaultdict(set)
    for leaf in city.web.leaves:
        if leaf.kind not in {"news", "warning", "list"} and leaf.line:
            sites[leaf.line].add(leaf.host)
            brands[leaf.line].add(leaf.brand)
    hard = marked(city.web, "number", "hard:true_hotline")
    fake = marked(city.web, "number", "hotline_spam", "naive") | marked(city.web, "number", "hotline_spam", "skilled")
    assert len(hard) > len(fake)
    assert not hard & fake
    assert sorted(len(sites[line]) for line in hard)[-len(hard) // 4] > np.median([len(sites[line]) for line in fake])
    assert sum(len(brands[line]) >= 3 for line in hard) > 20
    assert max(len(brands[line]) for line in hard) >= 10


def test_call_centres_answer_for_several_brands_and_second_lines_lie_near_the_first(city: Written) -> None:
    brands = city.web.scene.brands
    shared = Counter(brand.lines[0] for brand in brands)
    assert sum(count > 1 for count in shared.values()) > 3
    assert any(len(brand.lines) > 1 and OSA.distance(*brand.lines) <= 2 for brand in brands)


def test_warnings_print_the_fake_number_and_are_honest(city: Written) -> None:
    false = marked(city.web, "page", "hotline_spam", "naive") | marked(city.web, "page", "hotline_spam", "skilled")
    fake = {line for campaign in city.web.campaigns for line in campaign.lines}
    rows = [
        row
        for row in zip(city.web.leaves, city.pages["url"].to_pylist(), city.pages["text"].to_pylist(), strict=True)
        if row[0].kind == "warning"
    ]
    assert len(rows) > 50
    assert not false & {url for _, url, _ in rows}
    read = [{number.digits for number in find_numbers(fold(text))} for _, _, text in rows]
    assert np.mean([bool(numbers & fake) for numbers in read]) > 0.95
    assert np.mean([len(numbers) > 1 for numbers in read]) > 0.7


def test_no_honest_repairer_claims_to_be_the_maker(texts: dict[str, list[str]]) -> None:
    loud = [text for kind in ("shop", "hub") for text in texts[kind] if len(text) > 500]
    assert len(loud) > 30
    assert not [
        text
        for text in (*texts["shop"], *texts["hub"])
        if "官方授权" in text
        or "总部" in text
        or "厂家" in text.replace("厂家系统", "").replace("联系厂家", "").replace("品牌厂家没有关系", "")
    ]


def test_a_web_without_campaigns_has_no_fake_number_and_more_lookalikes(city: Written) -> None:
    null = written(RECIPES["null"], 2_000)
    assert null.web.campaigns == []
    assert {mark.behaviour for mark in null.web.marked} == {"hard:true_hotline", "hard:honest_places"}
    share = len(marked(null.web, "page", "hard:honest_places")) / 2_000
    assert 1.4 < share / (len(marked(city.web, "page", "hard:honest_places")) / PAGES) < 3


# nothing else tells them apart

ARTEFACTS = {
    "no title": "(title is null)::int",
    "no site": "(site is null)::int",
    "no claimed brand": "(claimed_brand is null)::int",
    "hour": "hour(occurred_at)",
    "second": "second(occurred_at)",
    "below the second": "epoch_us(occurred_at) % 1000000",
}
OF_THE_SITE = {
    "length of the address": "length(url)",
    "digits of the address": "length(regexp_replace(url, '[^0-9]', '', 'g'))",
    "folders of the address": "length(regexp_replace(url, '[^/]', '', 'g'))",
    "length of the host": "length(split_part(url, '/', 3))",
    "safe address": "starts_with(url, 'https')::int",
    "length of the text": "length(text)",
    "lines of the text": "length(regexp_replace(text, '[^\n]', '', 'g'))",
    "length of the title": "length(title)",
}
"""What goes by the site: of naive pages the typology names it (random slugs, cheap hosts, stuffing, dressed titles), of skilled ones it does not."""


def features(city: Written, skill: str, wanted: dict[str, str]) -> Sheet:
    pages = city.pages  # noqa: F841  DuckDB reads it by its name
    values = np.array(duckdb.sql(f"select {', '.join(f'coalesce(({sql})::double, 0)' for sql in wanted.values())} from pages").fetchall())
    leaves = city.web.leaves
    kinds = np.array([leaf.kind for leaf in leaves])
    false = np.isin(kinds, FALSE)
    group = np.array([leaf.owner if leaf.kind in FALSE else 10_000 + leaf.host for leaf in leaves], dtype=np.int64)
    own = np.array([leaf.kind in FALSE and city.web.campaigns[leaf.owner].skill == skill for leaf in leaves])
    rows = own | ~false
    return Sheet(list(wanted), values[rows], own[rows], group[rows], [str(place) for place in np.flatnonzero(rows)])


@pytest.mark.parametrize("skill", ["naive", "skilled"])
@pytest.mark.parametrize("name", ARTEFACTS)
def test_an_artefact_says_nothing(city: Written, name: str, skill: str) -> None:
    found = features(city, skill, {name: ARTEFACTS[name]})
    assert abs(auc(found.values[:, 0], found.false) - 0.5) < 0.05


def test_addresses_and_lengths_hardly_tell_a_careful_page(city: Written) -> None:
    area, telling = told_apart(features(city, "skilled", ARTEFACTS | OF_THE_SITE))
    assert area < 0.65, telling


def test_pages_have_the_characters_that_honest_pages_have(texts: dict[str, list[str]]) -> None:
    digits = str.maketrans("１２３４５６７８９", "０" * 9)
    honest = Counter("".join(text.translate(digits) for kind, found in texts.items() if kind not in FALSE for text in found))
    quiet = Counter("".join(texts["quiet"]).translate(digits))
    assert not [letter for letter, count in quiet.items() if letter not in honest and count > 0.01 * len(texts["quiet"])]


# in a world


@pytest.fixture(scope="module")
def hotline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worlds") / "hotline"
    make(folder, orders=400, seed=5, recipe="hotline")
    return folder


def test_the_recipe_hotline_has_a_page_for_every_order(hotline: Path) -> None:
    ask: Ask = asker(hotline)
    assert ask("select count(*) from pages") == [(400,)]
    assert ask("select count(distinct ring_id) > 1, count(distinct skill) from truth where behaviour = 'hotline_spam'") == [(True, 2)]
    assert ask("select count(*) from truth t anti join pages p on t.entity_id = p.url where t.entity_kind = 'page'") == [(0,)]
    sql = """select count(*) from (select ring_id from truth where ring_id is not null group by ring_id
        having bool_or(behaviour = 'hotline_spam') and bool_or(behaviour <> 'hotline_spam'))"""
    assert ask(sql) == [(0,)]


def test_the_product_reads_such_a_world_without_a_complaint(hotline: Path) -> None:
    told = CliRunner().invoke(app, ["check", str(hotline)])
    assert told.exit_code == 0, told.output
    assert "number_many_brands" in told.output
    assert "set aside" not in told.output
