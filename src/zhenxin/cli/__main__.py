"""`python -m zhenxin.cli` is `zhenxin`."""

from zhenxin.cli import main

main()
