"""Photos in which people were made unrecognisable: for good, whoever merges, and the original leaves nowhere."""

import hashlib
import io
import random
import shutil

import pytest
from PIL import Image, ImageDraw

from kotaham_desktop.application import photo_blurring as blurring
from kotaham_desktop.application.export_commands import export_content
from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.report_source import workshop_content
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli import program
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.picture_areas import Area, areas_in, cover, fitted, read_area, safest_picture, written_areas
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.exchange.images import clean_image
from kotaham_desktop.reports.options import ReportOptions

FACE = Area(0.25, 0.25, 0.25, 0.5)
OTHER_FACE = Area(0.6, 0.1, 0.2, 0.3)


def jpeg(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=95)
    return target.getvalue()


def crowd(seed=7) -> bytes:
    noise = random.Random(seed)
    small = Image.frombytes("RGB", (64, 48), bytes(noise.randrange(256) for _ in range(64 * 48 * 3)))
    return jpeg(small.resize((640, 480), Image.Resampling.BICUBIC))


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def workshop(tmp_path):
    with Workshop.create(tmp_path / "a.kotaham", author="Ratna") as opened:
        yield opened


def photo_in(workshop, level="L1", **values) -> str:
    note = workshop.create_record("note", {"text": "Diskusi", "level": "L3"})
    image = clean_image(crowd())
    photo = workshop.attach(note, image.data, image.media_type, level=level)
    workshop.set_fields(photo, values)
    return photo


def refusal(command, *arguments) -> str:
    with pytest.raises(ExpectedError) as refused:
        command(*arguments)
    return refused.value.code


# Areas


def test_areas_are_read_as_they_were_written():
    assert read_area("0.1, 0.2,0.3,0.4") == Area(0.1, 0.2, 0.3, 0.4)
    assert areas_in(written_areas([OTHER_FACE, FACE, FACE])) == (FACE, OTHER_FACE)
    assert areas_in("") == areas_in("besok;1,2") == ()


@pytest.mark.parametrize("written", ["", "0.1,0.2,0.3", "0,0,0,1", "nan,0,1,1", "0,0,inf,1", "a,b,c,d", "0,0,100,100"])
def test_an_area_that_is_none_is_refused(written):
    assert refusal(read_area, written) == "area_unreadable"


def test_an_area_that_sticks_out_is_cut_to_the_picture():
    assert fitted(-0.5, 0.9, 1, 1) == Area(0, 0.9, 0.5, 0.1)
    assert fitted(1.2, 0, 0.1, 0.1) is None


def test_of_two_blurred_pictures_the_one_that_hides_more_is_safest():
    def made(sha256, *areas):
        return {"sha256": sha256, "original": "o", "blurred_areas": written_areas(areas)}

    plain = {"sha256": "o", "original": "", "blurred_areas": ""}
    small, large = made("s", Area(0.3, 0.3, 0.1, 0.1)), made("l", FACE)
    assert safest_picture([plain, small]) == (small, True)
    assert safest_picture([large, small, plain]) == (large, True)
    assert safest_picture([large, made("x", OTHER_FACE)]) == (large, False)
    assert cover([FACE], [Area(0.3, 0.3, 0.1, 0.1)])


# The picture


def test_what_lies_under_an_area_leaves_nothing_behind_but_a_few_coarse_colours():
    """Two pictures that differ in detail under the area, and nowhere else, give the very same bytes."""
    results = set()
    for seed in range(6):
        noise = random.Random(seed)
        image = Image.open(io.BytesIO(crowd())).convert("RGB")
        face = Image.frombytes("L", (160, 240), bytes(noise.choice((0, 224)) for _ in range(160 * 240)))
        image.paste(face.convert("RGB"), (160, 112))
        target = io.BytesIO()
        image.save(target, "PNG")
        results.add(clean_image(target.getvalue(), [FACE]).data)
    assert len(results) == 1


def test_a_number_plate_cannot_be_told_from_another_after_blurring():
    def plate(text):
        image = Image.new("RGB", (640, 480), "grey")
        ImageDraw.Draw(image).rectangle((200, 200, 360, 248), fill="black")
        ImageDraw.Draw(image).text((210, 212), text, fill="white", font_size=26)
        return clean_image(jpeg(image), [Area(200 / 640, 200 / 480, 160 / 640, 48 / 480)]).data

    assert plate("H 1234 AB") == plate("H 1284 AB") == plate("H 1234 BA")


def test_many_small_areas_side_by_side_hide_as_much_as_one():
    tiles = [
        Area(0.25 + column * 0.0125, 0.25 + row * 0.025, 0.0125, 0.025) for column in range(20) for row in range(20)
    ]
    assert clean_image(crowd(), tiles).data == clean_image(crowd(), [FACE]).data


def test_outside_the_areas_the_picture_stays_as_it_was():
    before = Image.open(io.BytesIO(clean_image(crowd()).data)).convert("RGB")
    after = Image.open(io.BytesIO(clean_image(crowd(), [FACE]).data)).convert("RGB")
    assert after.size == before.size
    for place in ((40, 40), (500, 400), (600, 100)):
        assert all(
            abs(one - other) < 24 for one, other in zip(before.getpixel(place), after.getpixel(place), strict=True)
        )
    assert not after.getexif()
    assert after.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


# In a workshop


def test_the_blurred_picture_takes_the_photos_place_and_the_original_is_sealed(workshop):
    photo = photo_in(workshop)
    original = workshop.record(photo).text("sha256")
    assert blurring.blur(workshop, photo, [FACE]) == (FACE,)
    kept = workshop.record(photo)
    assert kept.text("original") == original != kept.text("sha256")
    assert kept.text("sha256") == sha(workshop.attachment_content(kept.text("sha256")))
    assert areas_in(kept.text("blurred_areas")) == (FACE,)
    report = workshop.check()
    assert (report.problems, report.unused_contents) == ([], 0)


def test_no_undo_brings_back_what_was_blurred(workshop):
    photo = photo_in(workshop)
    blurring.blur(workshop, photo, [FACE])
    while workshop.undo():
        assert workshop.record(photo).text("original")
    assert workshop.record(photo).text("blurred_areas")


def test_blurring_again_adds_to_what_is_blurred_and_begins_from_the_original(workshop):
    photo, twin = photo_in(workshop), photo_in(workshop)
    blurring.blur(workshop, photo, [FACE])
    assert blurring.blur(workshop, photo, [OTHER_FACE]) == (FACE, OTHER_FACE)
    blurring.blur(workshop, twin, [FACE, OTHER_FACE])
    assert workshop.record(photo).text("sha256") == workshop.record(twin).text("sha256")


def test_only_a_reason_shows_the_original_and_the_reason_is_kept(workshop):
    photo = photo_in(workshop)
    original = workshop.attachment_content(workshop.record(photo).text("sha256"))
    assert refusal(blurring.show_original, workshop, photo, "Perlu dilihat") == "not_blurred"
    blurring.blur(workshop, photo, [FACE])
    assert refusal(blurring.show_original, workshop, photo, "  ") == "reason_missing"
    assert workshop.count("original_opening") == 0
    assert blurring.show_original(workshop, photo, "Memastikan siapa yang hadir") == original
    (opening,) = workshop.records("original_opening")
    assert (opening.text("attachment"), opening.text("action")) == (photo, "viewed")
    assert opening.text("reason") == "Memastikan siapa yang hadir"
    assert refusal(workshop.delete_record, opening.id) == "entry_is_kept"


def test_bringing_the_original_back_takes_a_reason_and_keeps_the_photo_with_the_team(workshop):
    photo = photo_in(workshop, level="L3", shows_people="no")
    original = workshop.record(photo).text("sha256")
    blurring.blur(workshop, photo, [FACE])
    blurring.unblur(workshop, photo, "Orangnya setuju tampil")
    kept = workshop.record(photo)
    assert (kept.text("sha256"), kept.text("original"), kept.text("blurred_areas")) == (original, "", "")
    assert (kept.level.code, kept.text("shows_people")) == ("L1", "unknown")
    assert not workshop.undo()


def test_what_was_blurred_elsewhere_in_the_meantime_is_not_uncovered(workshop):
    photo = photo_in(workshop)
    made = blurring.to_blur(workshop, photo).blurred([OTHER_FACE])
    blurring.blur(workshop, photo, [FACE])
    assert refusal(blurring.keep_blurred, workshop, photo, made) == "photo_changed_meanwhile"
    assert areas_in(workshop.record(photo).text("blurred_areas")) == (FACE,)


def test_what_is_no_photo_or_has_no_area_is_refused(workshop):
    note = workshop.create_record("note", {"text": "x"})
    assert refusal(blurring.blur, workshop, note, [FACE]) == "not_a_photo"
    assert refusal(blurring.blur, workshop, "tidak-ada", [FACE]) == "not_a_photo"
    assert refusal(blurring.blur, workshop, photo_in(workshop), []) == "areas_missing"


def test_a_photo_may_be_blurred_while_recording_rests(workshop):
    photo = photo_in(workshop)
    workshop.settle([("recording_pause", {"state": "paused", "at": "2022-08-23T10:00:00"})])
    blurring.blur(workshop, photo, [FACE])
    assert workshop.record(photo).text("original")


# What leaves


def photos_for(workshop, audience) -> list[bytes]:
    content = workshop_content(workshop, ReportOptions(audience=audience), ReferenceData())
    return [photo.content for note in content.loose_notes for photo in note.companions.photos]


@pytest.mark.parametrize("audience", list(Audience))
def test_reports_and_exports_hold_the_blurred_picture_only(workshop, tmp_path, audience):
    photo = photo_in(workshop, level="L3", shows_people="yes")
    blurring.blur(workshop, photo, [FACE])
    kept = workshop.record(photo)
    assert [sha(content) for content in photos_for(workshop, audience)] == [kept.text("sha256")]
    for form in ("json", "csv"):
        content, _ = export_content(workshop, audience=audience, format=form, output=tmp_path / f"x.{form}")
        assert kept.text("sha256") in content.decode("utf-8")
        assert kept.text("original") not in content.decode("utf-8")


@pytest.mark.parametrize(("shows", "leaves"), [("yes", False), ("unknown", False), ("no", True)])
def test_a_photo_with_people_leaves_for_the_public_only_blurred(workshop, shows, leaves):
    photo = photo_in(workshop, level="L3", shows_people=shows)
    assert (
        workshop.attachment_content(workshop.record(photo).text("sha256")) in photos_for(workshop, Audience.PUBLIC)
    ) is leaves
    blurring.blur(workshop, photo, [FACE])
    assert workshop.attachment_content(workshop.record(photo).text("sha256")) in photos_for(workshop, Audience.PUBLIC)


# Merges


@pytest.fixture
def laptops(tmp_path, workshop):
    photo = photo_in(workshop, level="L3", shows_people="yes")
    workshop.close()
    opened = []
    for name in ("Ani", "Budi"):
        path = tmp_path / f"{name}.kotaham"
        shutil.copy(workshop.path, path)
        opened.append(Workshop.open(path, author=name))
    yield (*opened, photo)
    for each in opened:
        each.close()


def exchange(ani, budi):
    for _ in range(4):
        ani.merge_file(budi.path)
        budi.merge_file(ani.path)
    for name in RECORD_TYPES:
        assert ani.records(name) == budi.records(name)
    for laptop in (ani, budi):
        assert laptop.conflicts() == []
        assert laptop.check().problems == []


def test_a_merge_keeps_a_photo_blurred_that_the_other_laptop_still_has_in_clear(laptops):
    ani, budi, photo = laptops
    blurring.blur(ani, photo, [FACE])
    budi.set_fields(photo, {"caption": "Diskusi kelompok"})
    exchange(ani, budi)
    assert areas_in(budi.record(photo).text("blurred_areas")) == (FACE,)
    assert budi.record(photo).text("caption") == "Diskusi kelompok"
    assert budi.record(photo).level.code == "L3"


def test_of_two_who_blurred_at_once_the_larger_stands_whole_and_the_photo_goes_back_to_the_team(laptops):
    ani, budi, photo = laptops
    blurring.blur(ani, photo, [FACE])
    blurring.blur(budi, photo, [OTHER_FACE])
    wanted = ani.record(photo)
    exchange(ani, budi)
    for laptop in (ani, budi):
        kept = laptop.record(photo)
        assert [kept.text(name) for name in ("sha256", "original", "blurred_areas")] == [
            wanted.text(name) for name in ("sha256", "original", "blurred_areas")
        ]
        assert (kept.level.code, kept.text("shows_people")) == ("L1", "unknown")
    assert blurring.blur(ani, photo, [OTHER_FACE]) == (FACE, OTHER_FACE)


def test_blurring_wins_over_bringing_the_original_back_at_once(laptops):
    ani, budi, photo = laptops
    blurring.blur(ani, photo, [FACE])
    exchange(ani, budi)
    blurring.blur(ani, photo, [OTHER_FACE])
    blurring.unblur(budi, photo, "Disetujui tampil")
    exchange(ani, budi)
    assert areas_in(budi.record(photo).text("blurred_areas")) == (FACE, OTHER_FACE)


# The headless program


def test_the_headless_program_blurs_and_brings_back(workshop, capsys):
    photo = photo_in(workshop)
    workshop.close()
    path = str(workshop.path)
    assert program.main(["blur", path, photo, "--area", "0.1,0.1,0.2,0.2", "--area", "0.5,0.5,0.1,0.1"]) == 0
    assert "2 bagian disamarkan" in capsys.readouterr().out
    assert program.main(["blur", path, photo, "--area", "besar"]) == 1
    assert program.main(["unblur", path, photo, "--reason", " "]) == 1
    assert program.main(["unblur", path, photo, "--reason", "Salah foto"]) == 0
    with Workshop.open(workshop.path, read_only=True) as reader:
        assert reader.record(photo).text("blurred_areas") == ""
        assert reader.records("original_opening")[0].text("action") == "restored"
