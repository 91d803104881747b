"""Names that acts on people put into photos, in the history of what was changed of photos."""

from web.crowd import Crowd


def test_a_name_is_a_change_of_its_photos_too(crowd: Crowd) -> None:
    crowd.name(crowd.ana, "Ana")
    newest = crowd.door.get("/metadata/operations")["operations"][0]
    assert (newest["kind"], newest["photos"], newest["fields"]) == ("people", 3, ["people"])


def test_it_is_taken_back_where_it_was_decided(crowd: Crowd) -> None:
    """Else the photos would say one thing and the decision another, and one of both would be lost."""
    named = crowd.name(crowd.ana, "Ana")
    newest = crowd.door.get("/metadata/operations")["operations"][0]
    refused = crowd.door.ask("POST", f"/api/v1/metadata/operations/{newest['id']}/undo")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "refused")
    assert "history of people" in refused.get_json()["detail"]
    assert crowd.words(crowd.photos[0]) == ["Ana"]
    crowd.act("POST", f"/people/operations/{named['operation']}/undo")
    assert crowd.words(crowd.photos[0]) == []
