"""What a form does with what people type."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from bridgework.kernel.errors import InvalidInput
from bridgework.web.ui.components.forming import first_control
from bridgework.web.ui.forms import MOST_INTEGER, CountedTextField, DateField, Form


class ProblemForm(Form):
    title = forms.CharField(label="Title", max_length=20)
    words = CountedTextField(label="The problem", max_words=5, required=False)
    due = DateField(label="Day", required=False, earliest=date(2026, 1, 1))
    people = forms.IntegerField(label="Number of people", required=False)
    email = forms.EmailField(label="Email address", required=False)
    answer = forms.ChoiceField(
        label="Can you help?", choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect, required=False
    )


def filled(**values: str) -> ProblemForm:
    return ProblemForm({"title": "Paths", **values})


def test_text_is_tidied_before_it_is_checked() -> None:
    form = filled(title="  Pa\x00ths\r\n e\u0301 ", words="one\r\ntwo\rthree")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "Paths\n é"
    assert form.cleaned_data["words"] == "one\ntwo\nthree"


def test_the_two_hidden_values_are_beside_the_data() -> None:
    form = filled(once="abc", version="7")
    assert form.is_valid()
    assert (form.once_token, form.version_seen) == ("abc", 7)
    assert sorted(form.cleaned_data) == ["answer", "due", "email", "people", "title", "words"]


def test_every_opening_has_a_token_of_its_own() -> None:
    assert ProblemForm()["once"].value() != ProblemForm()["once"].value()
    assert len(str(ProblemForm()["once"].value())) == 32
    assert ProblemForm(version=3)["version"].value() == 3


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("title", "", "Enter the title."),
        ("title", "x" * 21, "Shorten the title to 20 characters or fewer. It has 21."),
        ("words", "one two three four five six", "This has 6 words. Cut it to 5 words or fewer."),
        ("due", "31/2/2027", "There is no 31 February in 2027. Enter a real date."),
        ("due", "31/12/2025", "Enter a date on or after Thu 1 January 2026."),
        ("people", "many", "Enter the number of people as a whole number, such as 12."),
        ("people", str(MOST_INTEGER + 1), f"Enter a number that is {MOST_INTEGER} or less."),
        ("people", str(-MOST_INTEGER - 2), f"Enter a number that is {-MOST_INTEGER - 1} or more."),
        ("email", "nobody", "Enter an email address in the form name@example.org."),
        ("answer", "perhaps", "Choose one of the answers given."),
    ],
)
def test_messages_say_what_to_do(name: str, value: str, message: str) -> None:
    assert filled(**{name: value}).errors == {name: [message]}


def test_text_without_a_limit_is_bounded_all_the_same() -> None:
    class Open(Form):
        line = forms.CharField()
        page = forms.CharField(widget=forms.Textarea)
        role = forms.CharField(label="Or the owner by role", max_length=3)
        reach = forms.CharField(label="How can we reach you?", max_length=3)
        why = forms.CharField(label="Why there?")

    form = Open({"line": "x" * 501, "page": "x" * 20_001, "role": "lead", "reach": "post"})
    assert form.errors == {
        "line": ["Shorten the line to 500 characters or fewer. It has 501."],
        "page": ["Shorten the page to 20000 characters or fewer. It has 20001."],
        "role": ["Shorten the owner by role to 3 characters or fewer. It has 4."],
        "reach": ["Shorten your answer to “How can we reach you?” to 3 characters or fewer. It has 4."],
        "why": ["Answer “Why there?”."],
    }


def test_a_forms_own_message_wins() -> None:
    class Own(Form):
        name = forms.CharField(error_messages={"required": "Say who brings the question."})

    assert Own({}).errors == {"name": ["Say who brings the question."]}


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"due": "2027-03-12"}, date(2027, 3, 12)),
        ({"due_day": "12", "due_month": "mar", "due_year": "27"}, date(2027, 3, 12)),
        ({"due_day": "12 March 2027"}, date(2027, 3, 12)),
        ({"due_day": " ", "due_month": "", "due_year": ""}, None),
        ({}, None),
    ],
)
def test_a_day_comes_in_boxes_or_whole(sent: dict[str, str], expected: date | None) -> None:
    form = filled(**sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == expected


def test_a_day_with_an_empty_box_keeps_what_was_typed() -> None:
    form = filled(due_day="12", due_year="2027")
    assert form.errors == {"due": ["The date must include a month."]}
    html = str(form["due"])
    assert 'name="due_day" type="text" inputmode="numeric" value="12"' in html
    assert 'name="due_year" type="text" inputmode="numeric" value="2027"' in html


def test_an_error_leads_to_its_first_control() -> None:
    form = filled()
    assert [first_control(form[name]) for name in ("title", "due", "answer")] == [
        "id_title",
        "id_due_day",
        "id_answer_0",
    ]


def test_a_refusal_goes_to_its_field_or_to_the_whole_form() -> None:
    form = filled()
    assert form.is_valid()
    form.refuse(InvalidInput("That title is taken.", remedy="Choose another.", field="title"))
    form.refuse(InvalidInput("The call is closed.", rule="call-open", remedy="Ask the lead."))
    assert form.errors == {"title": ["That title is taken. Choose another."], "__all__": ["The call is closed."]}
    assert [error.rule for error in form.refusals] == ["call-open"]


def test_kept_text_is_shown_without_blame() -> None:
    form = ProblemForm(QueryDict("title=Paths%20and&due_day=31&due_month=2"))
    form.kept = True
    assert not form.errors
    assert 'value="Paths and"' in str(form["title"])
    assert 'value="31"' in str(form["due"])


def test_a_field_describes_itself_to_a_screen_reader() -> None:
    class Described(Form):
        note = CountedTextField(label="Note", max_length=10, help_text="Short.")
        paper = forms.FileField(label="Paper", help_text="PDF.")

    form = Described({"note": "x" * 11}, {"paper": SimpleUploadedFile("empty.pdf", b"")})
    html = form["note"].as_field_group()
    assert 'aria-describedby="id_note_hint id_note_error id_note-info"' in html
    assert 'data-maxlength="10"' in html
    assert 'maxlength="10"' not in html.replace('data-maxlength="10"', "")
    assert form.errors["paper"] == ["The file is empty. Choose another."]
