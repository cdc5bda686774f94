from typing import Any

import pytest

from zhenxin.signals.recruitment import Recruitment

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]
TASK = "搜纯棉毛巾翻到第5页，停6分钟再拍，文案发你照发五星，晚上统一返款"


def said(text: str, times: int = 1, **more: Any) -> Tables:
    """A host says it in a group so many times, among talk."""
    rows: list[Row] = [{"message_id": f"g{n}", "sender_id": "h'1", "text": text, "channel": "group", **more} for n in range(times)]
    rows += [{"message_id": f"u{n}", "sender_id": f"u{n}", "text": "周末去逛街吗，买了双鞋还不错", "channel": "group"} for n in range(20)]
    return {"messages": [{**row, "occurred_at": ago(20)} for row in rows]}


SPEAKS: dict[str, tuple[Tables, float]] = {
    "search, stay, words and money back": (said(TASK), 4),
    "twice as often counts a half more": (said(TASK, 4), 5),
    "free samples for stars": (said("体验官招募：自己下单，五星后1天返款"), 4),
    "spelt to hide": (said("做 單：关键词发你，先塾付后返款，垫付佣釒5，五.星带图"), 5),
    "nobody told how it was sent": (said(TASK, channel=None), 4),
}
SILENT: dict[str, Tables] = {
    "a job": said("寒假兼职：超市理货，一小时25，周结，东门集合"),
    "a warning": said("提醒：刷单返利是诈骗，先垫付后返款的任务都是骗局，五星好评也别做"),
    "a trial of the platform": said("【平台】体验官招募：免费120份，中签后写体验报告，星级不限"),
    "a buyer's tale": said("搜了好久才找到这家，五星好评"),
    "commission": said("佣金比例15个点，确认收货后结"),
    "a shop's own words": said(TASK, merchant_id="h'1"),
}


@pytest.mark.parametrize(("tables", "value"), **cases(SPEAKS))
def test_it_counts_the_parts_of_a_task(values: Values, tables: Tables, value: float) -> None:
    found = values(Recruitment(), **tables)
    assert found.keys() == {"h'1"}
    assert found["h'1"] >= min(value, 3)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_jobs_and_warnings(values: Values, tables: Tables) -> None:
    assert values(Recruitment(), **tables) == {}


def test_more_messages_weigh_more(values: Values) -> None:
    assert values(Recruitment(), **said(TASK))["h'1"] < values(Recruitment(), **said(TASK, 8))["h'1"]
