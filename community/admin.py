"""All admin classes of the app's rooms, where Django looks for them."""

from config.kit.rooms import register_admin

register_admin("community")
