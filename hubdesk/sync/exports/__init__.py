"""Makers of what may leave the hub, one file each, by their key in the list of what may leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hubdesk.sync.exports.making import Made, Maker, Making, ToSend

__all__ = ["MAKERS", "Made", "Maker", "Making", "ToSend"]
MAKERS: Final[Mapping[str, Maker]] = {}
