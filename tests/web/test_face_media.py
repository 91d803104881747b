"""Pictures of faces: shown, never kept by a browser, and refused with words where there is none."""

from web.conftest import KEYS, Door
from web.face_rows import put_face


def test_a_face_is_shown_and_not_kept(fresh: Door) -> None:
    fresh.library.add_root(fresh.photos)
    fresh.library.work_until_idle()
    photo = fresh.asset("august 0.jpg")["id"]
    face = put_face(fresh.library, photo, 7)
    answer = fresh.media(f"face/{face.id}")
    assert (answer.status_code, answer.content_type) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data[8:12] == b"WEBP"
    assert fresh.ask("POST", f"/media/{KEYS.media_key}/face/{face.id}").status_code == 405
    assert fresh.client.get(f"/media/{'x' * 40}/face/{face.id}").status_code in {401, 421}

    path = fresh.library.crops.of(face.id)
    assert path is not None
    for content in (b"<script>", b"RIFF\x00\x00\x00\x00WEBP" + bytes(2_000_000)):
        path.write_bytes(content)
        refused = fresh.media(f"face/{face.id}")
        assert (refused.status_code, refused.get_json()["code"]) == (404, "no_picture")
    path.unlink()
    assert fresh.media(f"face/{face.id}").get_json()["code"] == "no_picture"

    for stem in (None, "../../../catalog", "ab/cd", "A" * 300):
        fresh.library.db.write(
            lambda connection, stem=stem: connection.execute("UPDATE faces SET crop = ?", (stem,))
        )
        assert fresh.media(f"face/{face.id}").get_json()["code"] == "no_picture"
    assert fresh.media("face/99999").get_json()["code"] == "not_found"
    assert fresh.media("face/0x7").status_code == 404
