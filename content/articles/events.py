"""What happens to articles, for the rooms above: sent inside the verb's transaction."""

from django.dispatch import Signal

# Arguments: article, actor, reason ("" where the author did it).
article_withdrawn = Signal()
# Arguments: article (that the staff had withdrawn), actor, reason.
article_restored = Signal()
