"""Fields and widgets beyond Django's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from bridgework.core.words import too_many_words
from bridgework.web.ui.dates import UnreadableDate, make_day, read_day

PARTS = ("day", "month", "year")


class DateInput(forms.Widget):
    """Three boxes: day, month, year.

    A whole date typed into one of them, or sent under the field's own name, is read too.
    """

    template_name = "django/forms/widgets/date_input.html"
    use_fieldset = True

    @staticmethod
    def first_control(field_id: str) -> str:
        """The id of the box that an error leads to."""
        return f"{field_id}_day"

    def id_for_label(self, id_: str) -> str:
        """A group has a legend, no label."""
        return ""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> dict[str, str] | str | None:
        """The boxes as typed; one text where a whole date was sent under the field's own name."""
        if data.get(name):
            return str(data.get(name))
        boxes = {part: str(data.get(f"{name}_{part}") or "") for part in PARTS}
        return boxes if any(box.strip() for box in boxes.values()) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether none of the boxes was sent."""
        return name not in data and all(f"{name}_{part}" not in data for part in PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The three boxes with what they show."""
        context = super().get_context(name, value, attrs)
        shown = self._shown(value)
        context["widget"]["boxes"] = [
            {"name": f"{name}_{part}", "part": part, "value": shown[part], "width": 4 if part == "year" else 2}
            for part in PARTS
        ]
        return context

    def format_value(self, value: Any) -> Any:
        """Left as it is: `get_context` spreads it over the boxes."""
        return value

    @staticmethod
    def _shown(value: Any) -> dict[str, str]:
        if isinstance(value, Mapping):
            return {part: str(value.get(part) or "") for part in PARTS}
        if isinstance(value, str) and value:
            try:
                value = read_day(value)
            except UnreadableDate:
                return {"day": value, "month": "", "year": ""}
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        return dict.fromkeys(PARTS, "")


class DateField(forms.Field):
    """A day in three boxes, read as people write it. `earliest` and `latest` are the days it may lie between."""

    widget = DateInput

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest = earliest
        self.latest = latest

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError with words that say what to do."""
        if value in self.empty_values or value is None:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return self._read(value)
        except UnreadableDate as problem:
            raise forms.ValidationError(str(problem), code="invalid", params={"part": problem.part}) from None

    def validate(self, value: Any) -> None:
        """Required, and within its bounds."""
        super().validate(value)
        if value is None:
            return
        if self.earliest is not None and value < self.earliest:
            raise forms.ValidationError(f"Enter a date on or after {_words(self.earliest)}.", code="too_early")
        if self.latest is not None and value > self.latest:
            raise forms.ValidationError(f"Enter a date on or before {_words(self.latest)}.", code="too_late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes hold another day than the form was opened with."""
        try:
            return bool(self.to_python(data) != (initial or None))
        except forms.ValidationError:
            return True

    @staticmethod
    def _read(value: Any) -> date:
        if isinstance(value, str):
            return read_day(value)
        boxes = {part: str(value.get(part) or "").strip() for part in PARTS}
        filled = [part for part in PARTS if boxes[part]]
        if len(filled) == 1:
            return read_day(boxes[filled[0]])
        missing = [part for part in PARTS if not boxes[part]]
        if missing:
            raise UnreadableDate(f"The date must include a {' and a '.join(missing)}.", missing[0])
        return make_day(boxes["day"], boxes["month"], boxes["year"])


def _words(day: date) -> str:
    from bridgework.web.ui.components.words import date_words

    return date_words(day)


class CountedTextarea(forms.Textarea):
    """A text box that says how much room is left: in words with `words=`, else in characters (the field's limit)."""

    template_name = "django/forms/widgets/counted_textarea.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, words: int | None = None, rows: int = 6) -> None:
        super().__init__({"rows": rows, **(attrs or {})})
        self.words = words

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The limit, taken out of the attributes so that a long text can be pasted and then cut."""
        context = super().get_context(name, value, attrs)
        context["widget"]["words"] = self.words
        context["widget"]["characters"] = None if self.words else context["widget"]["attrs"].pop("maxlength", None)
        context["widget"]["attrs"].pop("maxlength", None)
        return context


class CountedTextField(forms.CharField):
    """A longer text with a stated limit, in words where `max_words` is given, else in characters."""

    widget = CountedTextarea

    def __init__(self, *, max_words: int | None = None, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", CountedTextarea(words=max_words, rows=rows))
        super().__init__(**kwargs)
        self.max_words = max_words

    def validate(self, value: Any) -> None:
        """Required, and not longer than its words."""
        super().validate(value)
        if self.max_words and value:
            problem = too_many_words(value, self.max_words)
            if problem:
                raise forms.ValidationError(problem, code="too_many_words")
