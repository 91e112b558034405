from django.urls import path

from community.posts.views import keeping, reading, writing

urlpatterns = [
    path("post/", writing.new, name="post_new"),
    path("posts/<ref:reference>/", reading.post, name="post"),
    path("posts/<ref:reference>/edit/", writing.edit, name="post_edit"),
    path("posts/<ref:reference>/delete/", writing.delete, name="post_delete"),
    path("posts/<ref:reference>/undelete/", writing.undelete, name="post_undelete"),
    path("posts/<ref:reference>/comment/", reading.comment, name="post_comment"),
    path("posts/<ref:reference>/react/", reading.react, name="post_react"),
    path("posts/<ref:reference>/unreact/", reading.unreact, name="post_unreact"),
    path("posts/<ref:reference>/pin/", keeping.pin, name="post_pin"),
    path("posts/<ref:reference>/unpin/", keeping.unpin, name="post_unpin"),
    path("posts/<ref:reference>/hide/", keeping.hide, name="post_hide"),
    path("posts/<ref:reference>/restore/", keeping.restore, name="post_restore"),
    path("comments/<ref:reference>/delete/", reading.delete_comment, name="comment_delete"),
    path("comments/<ref:reference>/hide/", keeping.hide_comment, name="comment_hide"),
    path("comments/<ref:reference>/restore/", keeping.restore_comment, name="comment_restore"),
    path("s/<slug:slug>/news/", reading.store_news, name="store_news"),
]
