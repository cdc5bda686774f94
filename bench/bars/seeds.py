"""Seeds that nobody can have tuned on: they come from the commit that is judged."""

import hashlib
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def seed(commit: str, word: str, number: int) -> int:
    """The first 32 bits of SHA-256 of `<commit><word><number>`."""
    return int(hashlib.sha256(f"{commit}{word}{number}".encode()).hexdigest()[:8], 16)


def commit() -> str:
    """The full id of the commit that is checked out. Raises SystemExit where there is none."""
    told = _git("rev-parse", "HEAD")
    if told is None:
        raise SystemExit("error: this is no clone of the repository, so no commit gives the seeds\n  hint: name one with --commit")
    return told.strip()


def stamp(given: str) -> str:
    """What finished parts are kept under: the commit, and what was changed in `src` since, for that changes what is measured."""
    changed = _git("diff", "HEAD", "--", "src") or ""
    return given[:12] + (f"-{hashlib.sha256(changed.encode()).hexdigest()[:8]}" if changed else "")


def _git(*words: str) -> str | None:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None
