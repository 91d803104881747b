"""Originals from package registries made into models Keepers runs: by numpy, to the same bytes everywhere.

A converter is given original files by the names of a build's parts, and a folder to write its files to.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from keepers.models.convert.centerface import convert_centerface
from keepers.models.convert.dlib_resnet import convert_dlib_resnet
from keepers.models.convert.search_basic import convert_search_basic

Converter = Callable[[Mapping[str, Path], Path], None]

#: By the name a build in the catalogue has under `convert`. Each raises Invalid for what it cannot use.
CONVERTERS: Final[Mapping[str, Converter]] = MappingProxyType(
    {
        "centerface": convert_centerface,
        "dlib-resnet": convert_dlib_resnet,
        "search-basic": convert_search_basic,
    }
)
