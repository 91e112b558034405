"""Forms in the site's dress: `{{ form }}` and `{{ form.price.as_field_group }}` need no further markup."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Takes form templates from the project; Django's own come from `django.forms` among the installed apps."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"
