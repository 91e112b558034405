"""The town's own illustrations: flat motifs on soft grounds, drawn by code, the same from the same seed.

`draw("cup", seed=7, size=(1200, 1200))` gives a picture; `"cup:leaf"` asks for a tone. `motifs()` lists what there is.
"""

from seeds.pictures import (  # noqa: F401 - each registers its motifs
    baking,
    clay,
    coffee,
    craft,
    fruit,
    kitchen,
    lakeside,
    market,
    plants,
    presents,
    reading,
    tea,
    town,
    washing,
    wheels,
)
from seeds.pictures.drawing import draw, motifs

__all__ = ["draw", "motifs"]
