"""Pictures of others: made small, nothing but their dots kept, and what is no logo refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hubdesk.errors.certificates import NotAPicture, PictureTooLarge
from hubdesk.imports.pictures import HIGH, MOST_BYTES, WIDE, picture_in, small_picture
from hubdesk.messages import explain


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_a_photo_of_a_logo_is_made_small_once():
    big = Image.effect_noise((3000, 1500), 60).convert("RGB")
    content = saved(big, "JPEG", quality=95)
    found = small_picture(content)
    assert (found.width, found.height) == (WIDE, WIDE // 2)
    assert found.data.startswith(b"\x89PNG")
    assert small_picture(content) == found, "the same bytes, so the same name"


def test_a_small_logo_keeps_its_size_and_what_is_clear_stays_clear():
    logo = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    logo.putpixel((3, 4), (255, 0, 0, 255))
    found = small_picture(saved(logo))
    shown = Image.open(BytesIO(found.data))
    assert shown.size == (40, 20)
    assert (shown.getpixel((3, 4)), shown.getpixel((0, 0))[3]) == ((255, 0, 0, 255), 0)


def test_where_and_when_a_photo_was_taken_is_not_kept():
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "Maker", "12 Mill Lane"
    photo = saved(Image.new("RGB", (60, 60), "white"), "JPEG", exif=exif)
    assert b"Mill Lane" in photo
    found = small_picture(photo)
    assert b"Mill Lane" not in found.data
    assert not Image.open(BytesIO(found.data)).getexif()


def test_a_photo_held_upright_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    found = small_picture(saved(Image.new("RGB", (90, 30)), "JPEG", exif=exif))
    assert (found.width, found.height) == (30, 90)


def test_a_logo_of_40_mb_is_refused_before_it_is_read(tmp_path: Path):
    file = tmp_path / "logo.png"
    with file.open("wb") as out:
        out.truncate(40 * 1_000_000)
    with pytest.raises(PictureTooLarge) as refusal:
        picture_in(str(file))
    assert explain(refusal.value).text == (
        "That file has 40 MB. Choose a picture of at most 20 MB. A logo needs less than one."
    )


def test_a_few_bytes_that_unpack_to_a_wall_of_dots_are_refused():
    bomb = saved(Image.new("1", (9000, 9000)))
    assert len(bomb) < MOST_BYTES
    with pytest.raises(PictureTooLarge) as refusal:
        small_picture(bomb)
    assert explain(refusal.value).what == "That picture has 81 million dots."


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        saved(Image.new("RGB", (400, 400), "red"))[:200],
    ],
    ids=["nothing", "a PDF", "an SVG", "half a PNG"],
)
def test_what_is_no_picture_is_refused_in_words(content: bytes):
    with pytest.raises(NotAPicture) as refusal:
        small_picture(content)
    assert explain(refusal.value).next == "Choose a PNG or JPEG file."


def test_a_file_that_is_gone_is_refused(tmp_path: Path):
    with pytest.raises(NotAPicture):
        picture_in(str(tmp_path / "gone.png"))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_common_sort_of_picture_is_read(mode: str):
    found = small_picture(saved(Image.new(mode, (HIGH + 100, HIGH + 100))))
    assert found.height == HIGH
