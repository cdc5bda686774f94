"""Is this the true service number? Judges saved web pages and single numbers against the registry, and says what to do."""

from zhenxin.hotline.judge import judge_number, judge_pages
from zhenxin.hotline.judgement import NumberJudgement, PageJudgement

__all__ = ["NumberJudgement", "PageJudgement", "judge_number", "judge_pages"]
