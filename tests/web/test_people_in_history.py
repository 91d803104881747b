"""Names that acts on people put into photos, in the history of what was changed of photos."""

from web.crowd import Crowd


def test_a_name_is_a_change_of_its_photos_too(crowd: Crowd) -> None:
    crowd.name(crowd.ana, "Ana")
    newest = crowd.door.get("/metadata/operations")["operations"][0]
    assert (newest["kind"], newest["photos"], newest["fields"]) == ("people", 3, ["people"])
    crowd.act("POST", f"/metadata/operations/{newest['id']}/undo")
    assert crowd.words(crowd.photos[0]) == []
