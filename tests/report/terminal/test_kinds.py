"""Words for kinds, and ids that could be one of theirs."""

import pytest

from zhenxin.errors import UsageError
from zhenxin.report.terminal.kinds import kind_of, looks_like


@pytest.mark.parametrize(
    ("word", "kind"),
    [("account", "account"), ("accounts", "account"), ("shop", "merchant"), ("Orders", "order"), ("店铺", "merchant"), ("staff", "staff")],
)
def test_one_many_and_chinese_words_name_a_kind(word: str, kind: str) -> None:
    assert kind_of(word) == kind


@pytest.mark.parametrize(("word", "hint"), [("acc0unt", "`account`"), ("merchnat", "`merchant`"), ("zzz", "kinds are")])
def test_another_word_is_refused_with_the_nearest(word: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        kind_of(word)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("entity_id", "known", "could_be"),
    [
        pytest.param("u_777", {"u_100", "u_523"}, True, id="a number of the same make"),
        pytest.param("a0ff31", {"a01b32", "a0c3f1"}, True, id="a hash of the same make"),
        pytest.param("u_77x", {"u_100", "u_523"}, False, id="a letter that occurs in none"),
        pytest.param("u_99999999", {"u_100", "u_523"}, False, id="longer than any"),
        pytest.param("u_7", {"u_100", "u_523"}, False, id="shorter than any"),
        pytest.param("nobody", {"u_100", "u_523"}, False, id="another beginning"),
        pytest.param("anything", set(), True, id="nothing is known of the kind"),
    ],
)
def test_an_id_is_compared_with_how_the_known_ones_are_built(entity_id: str, known: set[str], could_be: bool) -> None:
    assert looks_like(entity_id, known) is could_be
