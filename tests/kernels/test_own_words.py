import pytest

from zhenxin.kernels.own_words import without_own_words


@pytest.mark.parametrize(
    ("form", "title", "expected"),
    [
        ("这款四件套闭眼入", "便携四件套 大份 家居", "这款某闭眼入"),
        ("快充数据线和数据线", "经典快充数据线", "某和某"),
        ("很好用", "便携四件套", "很好用"),
        ("四季都好", "便携四件套", "四季都好"),
        ("thesmartkettleboilsfast", "Smart Kettle 2L", "the某某boilsfast"),
        ("isitafact", "Fit a red", "isitafact"),
        ("", "便携四件套", ""),
        ("这款四件套", "", "这款四件套"),
    ],
)
def test_what_a_text_has_from_its_title_is_one_word(form: str, title: str, expected: str) -> None:
    assert without_own_words([form], [title]) == [expected]
