"""Raw personal values become keyed hashes on the way in; the same person gives the same hash whatever the spelling."""

import hmac
import re
import socket
import unicodedata
from collections.abc import Callable

_NOT_DIGITS = re.compile(r"\D+")
_PLUS = re.compile(r"\W*\+")
_SPACES = re.compile(r"\s+")
_LENGTH = 16


def hashed(text: str, key: str) -> str:
    """HMAC-SHA256 of `text`, the first 16 hex digits."""
    return hmac.digest(key.encode(), text.encode("utf-8", "surrogatepass"), "sha256").hex()[:_LENGTH]


def plain(text: str) -> str:
    """A name or address as it is compared: NFKC, trimmed, case folded, runs of space made one."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def phone(text: str) -> str:
    """A telephone number as it is compared: its digits, without the prefix of China (+86, 0086); empty where there is none."""
    written = unicodedata.normalize("NFKC", text)
    digits = _NOT_DIGITS.sub("", written)
    if digits.startswith("0086"):
        return digits[4:]
    if digits.startswith("86") and (_PLUS.match(written) or (len(digits) == 13 and digits[2] == "1")):  # a mobile number: 11 digits from 1
        return digits[2:]
    return digits


def network(text: str) -> tuple[str, str] | None:
    """An address of the internet and its network (/24, or /48 for version 6), both in their one spelling; None where it is no address."""
    text = (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()
    try:
        packed = socket.inet_pton(socket.AF_INET, text)
    except (OSError, ValueError):  # ValueError: a NUL byte inside
        return _version6(text)
    return _version4(packed)


def _version4(packed: bytes) -> tuple[str, str]:
    return socket.inet_ntop(socket.AF_INET, packed), f"{packed[0]}.{packed[1]}.{packed[2]}.0/24"


def _version6(text: str) -> tuple[str, str] | None:
    try:
        packed = socket.inet_pton(socket.AF_INET6, text)
    except (OSError, ValueError):
        return None
    if packed.startswith(b"\0" * 10 + b"\xff\xff"):  # version 4 in the dress of version 6
        return _version4(packed[12:])
    return socket.inet_ntop(socket.AF_INET6, packed), f"{socket.inet_ntop(socket.AF_INET6, packed[:6] + bytes(10))}/48"


def hasher(raw: str, key: str) -> Callable[[str], tuple[str | None, ...]]:
    """What turns a value of the raw column `raw` into its hash or hashes, None each where the value says nothing.

    `ip` and columns ending in `_ip` give two, of the address and of its network; every other column gives one.
    """
    if raw == "ip" or raw.endswith("_ip"):
        nets: dict[str, str] = {}  # far fewer than addresses

        def of_network(text: str) -> tuple[str | None, ...]:
            found = network(text)
            if found is None:
                return (None, None)
            address, net = found
            if net not in nets:
                nets[net] = hashed(net, key)
            return (hashed(address, key), nets[net])

        return of_network
    spelling = phone if raw == "phone" or raw.endswith("_phone") else plain

    def of_value(text: str) -> tuple[str | None, ...]:
        one = spelling(text)
        return (hashed(one, key) if one else None,)

    return of_value
