from django.urls import path

from community.posts.views import composing, keeping, passing, reading, threads, writing

urlpatterns = [
    path("post/", composing.new, name="post_new"),
    path("posts/names/", composing.names, name="names"),
    path("posts/<ref:reference>/", reading.post, name="post"),
    path("posts/<ref:reference>/edit/", writing.edit, name="post_edit"),
    path("posts/<ref:reference>/history/", writing.history, name="post_history"),
    path("posts/<ref:reference>/delete/", writing.delete, name="post_delete"),
    path("posts/<ref:reference>/undelete/", writing.undelete, name="post_undelete"),
    path("posts/<ref:reference>/comment/", threads.comment, name="post_comment"),
    path("posts/<ref:reference>/react/", reading.react, name="post_react"),
    path("posts/<ref:reference>/unreact/", reading.unreact, name="post_unreact"),
    path("posts/<ref:reference>/reactions/", passing.reactions, name="post_reactions"),
    path("posts/<ref:reference>/repost/", passing.repost, name="post_repost"),
    path("posts/<ref:reference>/save/", passing.save, name="post_save"),
    path("posts/<ref:reference>/unsave/", passing.unsave, name="post_unsave"),
    path("posts/<ref:reference>/share/", passing.share, name="post_share"),
    path("saved/", passing.saved, name="saved_posts"),
    path("posts/<ref:reference>/pin/", keeping.pin, name="post_pin"),
    path("posts/<ref:reference>/unpin/", keeping.unpin, name="post_unpin"),
    path("posts/<ref:reference>/hide/", keeping.hide, name="post_hide"),
    path("posts/<ref:reference>/restore/", keeping.restore, name="post_restore"),
    path("posts/<ref:reference>/said/", threads.said, name="post_said"),
    path("comments/<ref:reference>/", threads.thread, name="comment"),
    path("comments/<ref:reference>/edit/", threads.edit, name="comment_edit"),
    path("comments/<ref:reference>/history/", threads.history, name="comment_history"),
    path("comments/<ref:reference>/delete/", threads.delete, name="comment_delete"),
    path("comments/<ref:reference>/hide/", keeping.hide_comment, name="comment_hide"),
    path("comments/<ref:reference>/restore/", keeping.restore_comment, name="comment_restore"),
    path("s/<slug:slug>/news/", reading.store_news, name="store_news"),
]
