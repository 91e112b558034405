"""All models of the app's rooms, where Django looks for them."""

from config.kit.rooms import model_classes

globals().update(model_classes("shop"))
