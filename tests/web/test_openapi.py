"""The description of the API against the application it describes."""

import json
import re
from pathlib import Path

from keepers.web.openapi import document, main, text
from web.conftest import Door


def test_the_description_and_the_application_have_the_same_addresses(door: Door) -> None:
    described = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path))
        for path, methods in document()["paths"].items()
        for method in methods
    }
    served = {
        (method, re.sub(r"<[^>]+>", "{}", rule.rule))
        for rule in door.app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described == served


def test_every_reference_leads_somewhere() -> None:
    said = document()
    schemas = said["components"]["schemas"]
    for name in re.findall(r"#/components/schemas/(\w+)", json.dumps(said)):
        assert name in schemas


def test_every_operation_tells_what_it_does_and_how_it_refuses() -> None:
    for methods in document()["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_a_file_that_says_something_else_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "same.json").write_text(text(), encoding="utf-8")
    (tmp_path / "old.json").write_text("{}", encoding="utf-8")
    assert main(["--check", str(tmp_path / "same.json")]) == 0
    assert main(["--check", str(tmp_path / "old.json")]) == 1
    assert main(["--unknown"]) == 2
