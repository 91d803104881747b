"""The act of exporting: chosen photos go into a folder, byte for byte, and a receipt says which is which."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from keepers.base.errors import FileUnreadable, KeepersError, Refused, WriteFailed
from keepers.base.files import free_name, hash_file, require_space, sweep, unwritable
from keepers.base.job_context import Progress
from keepers.base.temporaries import Temporary
from keepers.catalog.assets import Asset, Assets
from keepers.catalog.files import readable
from keepers.export.gallery import GalleryPhoto, pages
from keepers.export.originals import ONE_PHOTO, is_there, put
from keepers.export.plan import Planned, Planner
from keepers.export.receipt import NAME as RECEIPT_NAME
from keepers.export.receipt import Entry, Receipt, read_receipt
from keepers.export.spec import ExportSpec
from keepers.media.thumbnails import thumb_path

GALLERY_NAME = "gallery.html"
# A reduced picture in the gallery, as written into the page.
_GALLERY_BYTES_EACH = 300_000
_RECEIPT_EVERY = 50


@dataclass(slots=True)
class _Tally:
    exported: int = 0
    already: int = 0
    along: int = 0
    copied_bytes: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)

    def problem(self, asset_id: int, name: str, error: KeepersError) -> None:
        code = str(error.facts.get("reason", error.code))
        self.problems.append({"id": asset_id, "name": name, "code": code, "message": error.message})


def export(ctx: Progress, spec: ExportSpec, assets: Assets, thumbs: Path, now_ms: int) -> dict[str, Any]:
    """Export `spec`. Nothing is ever replaced; a photo that cannot be exported is listed, the rest goes on.

    Running it again into the same folder goes on where it stopped: what the receipt lists and still is what
    it was, is left alone. Returns {dest, exported, already, along, bytes, gallery, problems:
    [{id, name, code, message}]}; `along` counts files that went with their photos. Raises Refused (no folder
    to write to, someone else's receipt), DiskFull, WriteFailed.
    """
    folder = _open_folder(spec.dest)
    receipt = _open_receipt(folder, spec, now_ms)
    ids = list(dict.fromkeys(spec.ids))
    ctx.progress(done=0, total=len(ids))
    planner = Planner(folder, receipt, spec.mode, (RECEIPT_NAME, GALLERY_NAME), spec.companions)
    plan = planner.plan(ids, assets, ctx.checkpoint)
    tally = _Tally(already=plan.already)
    for asset_id, name, error in plan.problems:
        tally.problem(asset_id, name, error)
    needed = sum(p.original.size for p in plan.files if p.original is not None and spec.mode == "copy")
    shown = [planned for planned in plan.files if not planned.role]
    require_space(folder, needed + (_GALLERY_BYTES_EACH * len(shown) if spec.gallery else 0))
    receipt.write(folder)
    try:
        _put_all(ctx, spec, plan.files, folder, receipt, tally)
    finally:
        receipt.write(folder)
    gallery = _write_gallery(spec, shown, folder, receipt, thumbs) if spec.gallery else None
    return {
        "dest": readable(os.fsencode(folder)),
        "exported": tally.exported,
        "already": tally.already,
        "along": tally.along,
        "bytes": tally.copied_bytes,
        "gallery": gallery,
        "problems": tally.problems,
    }


def _open_folder(dest: Path) -> Path:
    try:
        dest.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise Refused(f"{dest.name} is a file. Choose a folder to export to.", path=str(dest)) from error
    except OSError as error:
        if isinstance(why := unwritable(error, dest), WriteFailed):
            raise WriteFailed(
                f"The folder {dest} cannot be made: {error.strerror}.", path=str(dest)
            ) from error
        raise why from error
    sweep(dest)
    return dest


def _open_receipt(folder: Path, spec: ExportSpec, now_ms: int) -> Receipt:
    receipt = read_receipt(folder)
    if receipt is None:
        if (folder / RECEIPT_NAME).exists():
            raise Refused(
                f"The {RECEIPT_NAME} in this folder cannot be read, so Keepers cannot tell what is its own. "
                "Choose another folder, or move that file away.",
                path=str(folder),
            )
        receipt = Receipt()
    receipt.title, receipt.made_at = spec.title, now_ms
    return receipt


def _put_all(
    ctx: Progress, spec: ExportSpec, plan: Sequence[Planned], folder: Path, receipt: Receipt, tally: _Tally
) -> None:
    ctx.progress(done=0, total=len(plan))
    for number, planned in enumerate(plan):
        if planned.original is not None and planned.entry is not None:
            ctx.checkpoint()
            ctx.progress(note=planned.name)
            if planned.replaces:
                _take_back(folder, planned.entry)
            try:
                content = put(
                    planned.original, folder / planned.entry.name, spec.mode, lambda _: ctx.checkpoint()
                )
            except ONE_PHOTO as error:
                tally.problem(planned.asset.id, planned.name, error)
                receipt.files.remove(planned.entry)
                planned.entry = None
            else:
                planned.entry.hash, planned.entry.done = content.hex(), True
                tally.exported += not planned.role
                tally.along += bool(planned.role)
                tally.copied_bytes += planned.original.size if spec.mode == "copy" else 0
            if number % _RECEIPT_EVERY == _RECEIPT_EVERY - 1:
                receipt.write(folder)
        ctx.progress(done=number + 1)


def _take_back(folder: Path, entry: Entry) -> None:
    """Take away what we put there, to put what it is now: only where nobody changed it."""
    if is_there(folder, entry.name, entry.hash, entry.mode):
        (folder / entry.name).unlink()


def _write_gallery(
    spec: ExportSpec, plan: Sequence[Planned], folder: Path, receipt: Receipt, thumbs: Path
) -> str:
    photos = [_gallery_photo(p.asset, p.name, spec.captions, thumbs) for p in plan]
    mine = receipt.gallery if _is_my_gallery(folder, receipt) else ""
    name = mine or free_name(folder, GALLERY_NAME)
    try:
        with Temporary(folder) as temporary:
            for piece in pages(spec.title, photos):
                temporary.write(piece)
            temporary.sync()
            digest = temporary.read_back()
            temporary.keep_as(folder / name, replace=bool(mine))
    except OSError as error:
        raise unwritable(error, folder / name) from error
    receipt.gallery, receipt.gallery_hash = name, digest.hex()
    receipt.write(folder)
    return name


def _is_my_gallery(folder: Path, receipt: Receipt) -> bool:
    """Tell whether the page in the folder is the one we wrote, untouched: only then it may be replaced."""
    try:
        return bool(receipt.gallery) and hash_file(folder / receipt.gallery).hex() == receipt.gallery_hash
    except FileUnreadable:
        return False


def _gallery_photo(asset: Asset, name: str, captions: Mapping[int, str], thumbs: Path) -> GalleryPhoto:
    ratio = asset.width / asset.height if asset.width and asset.height else 1.5
    dated = asset.capture_source != "file_modified"
    return GalleryPhoto(
        name,
        asset.capture_time if dated else None,
        ratio,
        captions.get(asset.id, ""),
        lambda: _thumbnail(asset, thumbs),
        (asset.duration_ms or 0) if asset.kind == "video" else None,
    )


def _thumbnail(asset: Asset, thumbs: Path) -> bytes | None:
    try:
        return None if asset.hash_hex is None else thumb_path(thumbs, asset.hash_hex, 1024).read_bytes()
    except OSError:
        return None
