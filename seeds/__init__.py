"""The demo town: `town/` says who lives there and what happens, `pictures/` draws it, the rest brings it in."""
