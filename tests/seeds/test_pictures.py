"""The picture generator: every motif, the same from the same seed, whole in its frame."""

from __future__ import annotations

import hashlib
import random
import time

import pytest

from seeds.album import alt_of
from seeds.pictures import draw, motifs
from seeds.pictures.canvas import Probe
from seeds.pictures.colour import TONES
from seeds.pictures.drawing import _MOTIFS


def digest(motif: str, seed: int, size: tuple[int, int] = (160, 160)) -> str:
    return hashlib.sha256(draw(motif, seed=seed, size=size).tobytes()).hexdigest()


def test_there_are_at_least_thirty_six() -> None:
    assert len(motifs()) >= 36


@pytest.mark.parametrize("name", motifs())
def test_each_can_be_drawn_in_each_of_its_tones(name: str) -> None:
    _, tones, _ = _MOTIFS[name]
    for tone in tones:
        picture = draw(f"{name}:{tone}", seed=1, size=(96, 72))
        assert (picture.size, picture.mode) == ((96, 72), "RGB")
        assert len(picture.getcolors(96 * 72) or []) > 20


def test_the_same_seed_gives_the_same_picture() -> None:
    for name in motifs():
        assert digest(name, 7) == digest(name, 7), name


def test_another_seed_gives_another_picture() -> None:
    for name in motifs():
        assert len({digest(name, seed) for seed in range(3)}) == 3, name


def test_unknown_motifs_and_tones_are_refused() -> None:
    with pytest.raises(KeyError):
        draw("dragon", seed=1)
    with pytest.raises(KeyError):
        draw("cup:gold", seed=1)


def test_every_motif_says_what_it_shows_in_both_languages() -> None:
    for name in motifs():
        assert alt_of(name, "zh-hans") != alt_of(name, "en"), name


def test_a_probe_finds_how_far_a_drawing_reaches() -> None:
    function, _, _ = _MOTIFS["cup"]
    probe = Probe((300, 300))
    function(probe, random.Random(1), TONES["leaf"])
    assert probe.reach is not None
    left, top, right, bottom = probe.reach
    assert 10 < left < right < 90
    assert 10 < top < bottom < 90


def test_a_picture_is_quick_to_draw() -> None:
    started = time.process_time()
    for name in ("cup", "loaf", "lake", "street"):
        draw(name, seed=3, size=(1200, 1200))
    # 0.15 s each on an idle machine; a busy one is given four times that.
    assert (time.process_time() - started) / 4 < 0.6
