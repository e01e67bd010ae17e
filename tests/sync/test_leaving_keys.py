"""The key of whoever gets something is found, proved, and never its secret half."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubdesk.errors.bundles import NotARecipient
from hubdesk.errors.leaving import SecretHalf, SeveralKeys
from hubdesk.sync.recipients import recipient_in, recipient_in_file, to_compare
from tests.leaving_verbs import REGION
from tests.sync.leaving import new_key


def test_a_key_is_found_in_what_was_pasted(tmp_path: Path):
    assert recipient_in(f"  Our key:\n{REGION}\n") == REGION
    assert recipient_in(REGION.upper()) == REGION
    file = tmp_path / "region.txt"
    file.write_bytes(b"\xef\xbb\xbf# public key: " + REGION.encode() + b"\r\n")
    assert recipient_in_file(file) == REGION
    assert to_compare(REGION).replace(" ", "") == REGION[-16:]


def test_the_secret_half_is_refused_wherever_it_stands(tmp_path: Path):
    public, secret = new_key()
    file = tmp_path / "region.key"
    file.write_text(f"# created: 2026-11-24\n# public key: {public}\n{secret}\n")
    for text in (secret, secret.lower(), file.read_text()):
        with pytest.raises(SecretHalf):
            recipient_in(text)
    with pytest.raises(SecretHalf):
        recipient_in_file(file)


@pytest.mark.parametrize(
    "text", ["", "hello", REGION[:-1], REGION[:-1] + "q", "age1", "ssh-rsa AA"]
)
def test_a_key_with_a_letter_wrong_is_no_key(text: str):
    with pytest.raises(NotARecipient):
        recipient_in(text)


def test_two_keys_are_one_too_many():
    with pytest.raises(SeveralKeys):
        recipient_in(f"{REGION} {new_key()[0]}")


def test_a_large_file_is_no_key(tmp_path: Path):
    file = tmp_path / "film"
    file.write_bytes(b"x" * (1 << 17) + REGION.encode())
    with pytest.raises(NotARecipient):
        recipient_in_file(file)
