"""How Django draws forms here: the markup of the design base, hints and errors tied to their control."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting


class Field(BoundField):
    """A field on the page: its classes, and what describes it."""

    @property
    def hint_id(self) -> str:
        """The id of its hint."""
        return f"{self.auto_id}_hint"

    @property
    def error_id(self) -> str:
        """The id of its errors."""
        return f"{self.auto_id}_error"

    @property
    def aria_describedby(self) -> str | None:
        """The ids of hint, errors and count, in the order they are read."""
        ids = []
        if self.help_text:
            ids.append(self.hint_id)
        if self.errors:
            ids.append(self.error_id)
        if getattr(self.field.widget, "template_name", "").endswith("counted_textarea.html"):
            ids.append(f"{self.auto_id}-info")
        return " ".join(ids) or None

    @property
    def group_describedby(self) -> str:
        """What describes a group of controls, said once at its fieldset."""
        return self.aria_describedby or ""

    @property
    def is_group(self) -> bool:
        """Whether the field is several controls under one legend."""
        return bool(self.use_fieldset)

    @property
    def is_date(self) -> bool:
        """Whether the field is three date boxes."""
        return hasattr(self.field.widget, "first_control")

    @property
    def is_single_checkbox(self) -> bool:
        """Whether the field is one box to tick."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        """Whether the label says that it may be left empty."""
        says_so = getattr(self.field, "says_whether_optional", False)
        return not self.field.required and not self.is_single_checkbox and not says_so

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """The attributes of the control, with the classes of the design base."""
        widget = widget or self.field.widget
        # `required` makes browsers speak before our own words do; the group's description sits at its fieldset.
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        if self.is_group:
            built.pop("aria-describedby", None)
            built.pop("aria-invalid", None)
        elif "aria-describedby" not in built and self.aria_describedby and not self.is_hidden:
            built["aria-describedby"] = self.aria_describedby
        classes = self._classes(widget)
        if classes:
            own = attrs.get("class") or widget.attrs.get("class", "")
            built["class"] = f"{classes} {own}".strip()
        return built

    def _classes(self, widget: forms.Widget) -> str:
        base = ""
        if isinstance(widget, forms.Textarea):
            base = "govuk-textarea"
        elif isinstance(widget, forms.FileInput):
            base = "govuk-file-upload"
        elif isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)):
            return ""
        elif isinstance(widget, forms.Select):
            base = "govuk-select"
        elif isinstance(widget, forms.widgets.Input) and not widget.is_hidden:
            base = "govuk-input"
        return f"{base} {base}--error" if base and self.errors else base


class Renderer(TemplatesSetting):
    """Templates from the project's folders, fields as `Field`."""

    bound_field_class = Field
    form_template_name = "django/forms/div.html"
