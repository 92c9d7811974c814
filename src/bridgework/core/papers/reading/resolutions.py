"""What a committee resolved, read from the words of a minute.

    rows, unread = read_resolutions("RESOLVED (by 7 votes to 2): a) to note the report; b) that the plan be deferred.")

A row for every part that was resolved on its own. Its `item` is the letter or number as the minute gives it ("a", "3");
where whole minutes number their items too, it is both ("45(a)"). `outcome` is one of `OUTCOMES` or None. `votes` has
"for", "against" and "abstained" where they were counted. Everything that is not part of a resolution comes back as
unread: narrative, attendance, what was asked in the debate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bridgework.core.papers.reading.account import Account, Piece
from bridgework.core.papers.reading.blocks import HEADING, RUNNING, Block
from bridgework.core.papers.reading.marks import BULLET, NUMBER, Mark, begins, follows, mark_of
from bridgework.core.papers.reading.outcomes import OUTCOMES, outcome_of
from bridgework.core.papers.reading.plain import text_blocks
from bridgework.core.papers.reading.voting import Voting, voting_in
from bridgework.core.papers.record import ResolutionRow, Unread

__all__ = ["OUTCOMES", "Found", "Line", "lines_of", "outcome_of", "read_resolutions", "resolutions_in"]

_WHO = (
    r"(?:the\s+)?(?:\w+\s+){0,3}?(?:committee|sub-committee|cabinet|executive|board|panel|council|commission|forum|"
    r"meeting|members|councillors|chair(?:man|person)?)"
)
_HOW = r"(?:\s*(?:,?\s*(?:therefore|then|accordingly|duly|also|further|unanimously|nem\.?\s*con\.?),?))*"
_VERB = r"resolved|agreed|approved|endorsed|noted|decided|determined|recommended|accepted|received and noted"
_SHOUTED = "RESOLVED|AGREED|DECIDED|RECOMMENDED|NOTED|APPROVED|ENDORSED"
_OPERATIVE = re.compile(
    rf"(?P<lead>(?:(?i:\bit\s+was{_HOW}\s+(?:{_VERB}))\b|(?i:\b{_WHO}{_HOW}\s+(?:{_VERB}))\b"
    rf"|(?<![\w’'])(?:{_SHOUTED})(?:\s+UNANIMOUSLY)?\b"
    rf"|(?:^|(?<=\n)|(?<=[.:;]\s))(?:Unanimously\s+)?(?:Resolved|Agreed|Decided|Noted|Approved|Recommended)\b"
    rf"|(?:^|(?<=\n))(?i:(?:The\s+)?(?:Decision|Resolution|Outcome|Minute)s?\s*(?=:))"
    rf"|(?i:\b(?:was\s+|were\s+)?(?:unanimously\s+)?resolved(?=\s*(?:,|:|–|-|\(|unanimously|by|to\b|that))))"
    rf"(?i:{_HOW}))(?P<after>[^\w(]*)"
)
_CASED = re.compile(rf"\b(?:{_SHOUTED})\b")
_STATED = re.compile(
    r"(?P<what>\b(?:recommendations?|proposals?|parts?|items?|resolutions?|paragraphs?|the\s+(?:original\s+"
    r"|substantive\s+)?"
    r"(?:motion|report|item|matter|amendment|proposal|recommendations?)|the\s+\w+\s+(?:motion|amendment|report|item)"
    r"|an?\s+(?:further\s+)?amendment|it|this item|this report)\b[^.;]*?)"
    r"\b(?:was|were|is|are|had been|has been|having been|being|put)\b[^.;]*?"
    r"\b(?P<verb>agreed|carried|approved|lost|not carried|rejected|defeated|deferred|withdrawn|referred|noted|accepted|"
    r"endorsed|adopted|not agreed|fell)\b",
    re.IGNORECASE,
)
_MOVED_THAT = re.compile(
    r"\b(?:proposed|moved|seconded)\b[^.]*\b(?:that|to)\b[^.]*\bbe\s+(?:agreed|approved|noted|amended|deferred"
    r"|adopted|accepted)\b"
    r"(?![^.]*\b(?:carried|lost)\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?P<what>(?:the\s+)?(?:(?:original|substantive)\s+)?(?:motion|recommendations?|amendment|proposal)s?\s+)?"
    r"(?P<verb>carried|lost|agreed|approved|deferred|withdrawn|noted|adopted|rejected)(?:\s+unanimously)?\W*$",
    re.IGNORECASE,
)
_LABEL_WORD = r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})?)\b[).]?"
_LABELS = re.compile(
    r"\b(?:recommendations?|proposals?|parts?|paragraphs?|resolutions?)\s+"
    rf"(?P<labels>{_LABEL_WORD}(?:\s*(?:,|and|&|to|–|-|or)\s*{_LABEL_WORD})*)",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[:;,]))\(?(?P<value>[a-z]|[ivx]{1,4}|\d{1,2})\)\s+")
_SENTENCE = re.compile(
    r"(?<=[.?!;])(?<!\bCllr\.)(?<!\bCllrs\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bNo\.)(?<!\b[A-Z]\.)\s+(?=[A-Z(“\"'])|\n+"
)
_NOT_YET = re.compile(r"\b(?:asked|asking|question|considered whether|will be|would be|had been|previously)\b", re.I)


@dataclass(frozen=True)
class Line:
    """A line of a minute with where it stands; `mark` is the letter or number it begins with."""

    piece: Piece
    text: str
    mark: Mark | None
    is_heading: bool = False


@dataclass
class Found:
    """A resolution on its way to a row, with the letters that became it."""

    row: ResolutionRow
    pieces: list[Piece]
    confidence: float = 0.9


@dataclass
class _Item:
    """What is being read: the rows of one item of business, and who moved what has not yet been resolved."""

    rows: list[Found] = field(default_factory=list)
    since: int = 0
    voting: Voting = field(default_factory=Voting)
    pieces: list[Piece] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    """The sentences of `pieces`: what was moved, in its own words."""


def read_resolutions(text: str) -> tuple[list[ResolutionRow], list[Unread]]:
    """The resolutions in the text of one minute, and every piece of text that is not part of one."""
    blocks = text_blocks(text)
    account = Account(blocks)
    found = resolutions_in(lines_of(blocks))
    for number, one in enumerate(found):
        account.place(f"/resolutions/{number}", one.pieces, one.confidence)
    return [one.row for one in found], list(account.left())


def lines_of(blocks: Sequence[Block], numbers: Sequence[int] | None = None) -> list[Line]:
    """The lines of `blocks` (or of those of these `numbers`) that may say something."""
    found = []
    for number in numbers if numbers is not None else range(len(blocks)):
        block = blocks[number]
        if block.kind == RUNNING:
            continue
        for line in re.finditer(r"[^\n\t]+", block.text):
            text = line.group()
            if not text.strip():
                continue
            start = line.start() + len(text) - len(text.lstrip())
            piece = Piece(number, start, start + len(text.strip()))
            found.append(Line(piece, text.strip(), mark_of(text.strip()), block.kind == HEADING))
    return found


def resolutions_in(lines: Sequence[Line]) -> list[Found]:
    """The resolutions in the lines of one item of business."""
    item = _Item()
    at = 0
    while at < len(lines):
        at = _read_line(lines, at, item)
    return item.rows


def _read_line(lines: Sequence[Line], at: int, item: _Item) -> int:
    """Read what begins at `at`; the number of the next line that was not read."""
    line = lines[at]
    operative = _operative(line)
    if operative is not None:
        return _resolved(lines, at, operative, item)
    for start, end in _sentences(line.text):
        sentence = line.text[start:end]
        voting = voting_in(sentence)
        if _says(sentence):
            _state(line, start, end, item)
        elif voting.votes and not voting.mover and item.since < len(item.rows):
            _count_for(item, voting, _part(line, start, end))
        elif voting:
            item.voting = item.voting.with_(voting)
            item.pieces.append(_part(line, start, end))
            item.moved.append(sentence.strip())
    return at + 1


def _operative(line: Line) -> re.Match[str] | None:
    """The words by which this line resolves something; None in talk about an earlier decision."""
    for found in _OPERATIVE.finditer(line.text):
        lead = found["lead"]
        sentence = line.text[: found.end()].rpartition(". ")[2]
        if _CASED.search(lead) and not line.is_heading:
            return found
        if line.is_heading and found.end() < len(line.text):
            continue
        if _NOT_YET.search(sentence) or re.search(
            r"\b(?:if|whether|when|once|which)\b[^,:]*$", sentence[: -len(lead)], re.I
        ):
            continue
        if re.match(
            r"\s*(?:with|on\s+the(?!\s+(?:motion|proposal|proposition|casting)\b)|upon|at\s+the|last|previous|in\s+(?:\w+\s+)?\d{4})\b",
            line.text[found.end("lead") :],
        ):
            continue
        return found
    return None


def _resolved(lines: Sequence[Line], at: int, found: re.Match[str], item: _Item) -> int:
    """A resolution beginning in line `at`: its words follow in the line, or in the marked lines below."""
    line = lines[at]
    item.since = len(item.rows)
    lead, rest_at = line.text[: found.end()], found.end()
    before = _lead_begins(line, found)
    how = _how_it_was_voted(line.text, rest_at)
    rest_at = how[1]
    voting = item.voting.with_(voting_in(lead[before:]).with_(how[0]))
    if _says_itself(line.text[rest_at:]):
        rest_at = found.start("lead")
    lead_piece = _part(line, before, rest_at)
    pieces = [*item.pieces, lead_piece]
    item.voting, item.pieces, item.moved = Voting(), [], []
    rest = line.text[rest_at:].strip()
    listed = _listed(lines, at + 1) if not rest or rest.endswith((":", "–", "-", "that", "to")) else []
    if not listed and rest:
        _one_or_more(line, rest_at, lead, voting, pieces, item)
        return at + 1
    if not listed and at + 1 < len(lines) and lines[at + 1].mark is None and not lines[at + 1].is_heading:
        listed = [[lines[at + 1]]]
    if not listed:
        item.rows.append(Found(_row(None, line.text[before:], lead, voting), [*pieces, _part(line, rest_at)], 0.6))
        return at + 1
    intro = Piece(line.piece.block, line.piece.start + rest_at, line.piece.end)
    for number, part in enumerate(listed):
        first = part[0]
        text = "\n".join([first.text[first.mark.end :] if first.mark else first.text, *(one.text for one in part[1:])])
        label = first.mark.value or None if first.mark else None
        extra = [*pieces, intro] if number == 0 else []
        own = voting_in(_last_brackets(text))
        item.rows.append(Found(_row(label, text, lead, voting.with_(own)), [*extra, *(one.piece for one in part)]))
    return at + 1 + sum(len(part) for part in listed)


def _lead_begins(line: Line, found: re.Match[str]) -> int:
    """Where the sentence with the operative words begins; earlier ones count where they say who moved, or the vote."""
    sentence = max((end for end in _sentence_ends(line.text) if end <= found.start()), default=0)
    return 0 if voting_in(line.text[:sentence]) else sentence


def _says_itself(rest: str) -> bool:
    """Whether the words need their verb: "noted the report", "RECOMMENDED to Council that …"."""
    return bool(
        re.match(r"(?:the|this|both|all|its|to\s+(?:the\s+)?(?:full\s+)?(?:council|cabinet|executive))\b", rest, re.I)
    )


def _how_it_was_voted(text: str, at: int) -> tuple[Voting, int]:
    """What stands between "resolved" and its words, such as "by 8 votes to 2, with one abstention, to:"."""
    found = re.compile(
        r"\s*(?:\((?P<round>[^)]{1,120})\)|(?P<by>(?:by|with|on)\b[^:]{3,120}?)(?=\s*(?::|\bto\b(?!\s*(?:\d|two"
        r"|three|four|five|six"
        r"|seven|eight|nine|ten|one|nil|zero))|\bthat\b|$))|(?P<plain>unanimously|nem\.? con\.?))\s*[,:–-]?\s*",
        re.I,
    ).match(text, at)
    if found is None:
        return Voting(), _skip_that(text, at)
    inside = found["round"] or found["by"] or found["plain"] or ""
    voting = voting_in(inside)
    if not voting and not re.search(r"unanimous|nem|majority|vote|consensus|show of hands|assent", inside, re.I):
        return Voting(), _skip_that(text, at)
    return voting, _skip_that(text, found.end())


def _skip_that(text: str, at: int) -> int:
    found = re.compile(r"[\s:–,-]*(?:(?:to|that|That|THAT|TO)\b\s*(?=[:–-]|$))?[\s:–-]*").match(text, at)
    return found.end() if found else at


def _listed(lines: Sequence[Line], at: int) -> list[list[Line]]:
    """The marked lines from `at` on that make one list; what is deeper, or goes on, belongs to its part."""
    parts: list[list[Line]] = []
    last: Mark | None = None
    while at < len(lines):
        line, mark = lines[at], lines[at].mark
        if line.is_heading or (parts and mark is None and not _goes_on(parts[-1][-1].text, line.text)):
            break
        if mark is None:
            if not parts:
                break
            parts[-1].append(line)
        elif last is None:
            if mark.kind != BULLET and not begins(mark.value) and not mark.value.isdigit():
                break
            parts.append([line])
            last = mark
        elif (mark.kind == last.kind == BULLET) or follows(last.value, mark.value):
            parts.append([line])
            last = mark
        elif begins(mark.value) or (mark.kind == NUMBER and mark.depth > last.depth) or _inner(parts[-1], mark):
            parts[-1].append(line)
        else:
            break
        at += 1
    return parts


def _inner(part: Sequence[Line], mark: Mark) -> bool:
    """Whether a mark goes on with a list inside the part, such as ii) below i) below b)."""
    before = part[-1].mark
    if len(part) == 1 or before is None:
        return mark.kind == BULLET and len(part) >= 1
    return before.kind == mark.kind and (mark.kind == BULLET or follows(before.value, mark.value))


def _goes_on(before: str, text: str) -> bool:
    return text[:1].islower() or before.rstrip().endswith((",", "the", "of", "and", "to", "a"))


def _one_or_more(line: Line, at: int, lead: str, voting: Voting, pieces: list[Piece], item: _Item) -> None:
    """Words that follow in the same line: one resolution, or parts lettered inside the sentence."""
    text = line.text
    marks = _inline_marks(text, at)
    if len(marks) < 2:
        end = _end_of_resolution(text, at)
        words = text[at:end]
        own = voting.with_(voting_in(words))
        item.rows.append(Found(_row(None, words, lead, own), [*pieces, _part(line, at, end)], 0.85))
        _after(line, end, item)
        return
    for number, (one, next_) in enumerate(pairwise([*marks, None])):
        assert one is not None
        end = next_.start() if next_ else _end_of_resolution(text, one.end())
        extra = [*pieces, _part(line, at, one.start())] if number == 0 else []
        found = Found(_row(one["value"], text[one.end() : end], lead, voting), [*extra, _part(line, one.start(), end)])
        item.rows.append(found)
        if next_ is None:
            _after(line, end, item)


def _inline_marks(text: str, at: int) -> list[re.Match[str]]:
    """a) b) c) inside a sentence, in order from the first one on."""
    found: list[re.Match[str]] = []
    for one in _INLINE.finditer(text, at):
        if (not found and begins(one["value"])) or (found and follows(found[-1]["value"], one["value"])):
            found.append(one)
    return found


def _after(line: Line, at: int, item: _Item) -> None:
    """What the sentences after the resolution say about it: votes, or the fate of something else."""
    for start, end in _sentences(line.text, at):
        sentence = line.text[start:end]
        voting = voting_in(sentence)
        if voting.votes and not _says(sentence):
            _count_for(item, voting, _part(line, start, end))
        elif _says(sentence):
            _state(line, start, end, item)


def _end_of_resolution(text: str, at: int) -> int:
    """Where the resolution ends: with its line, or before a sentence that tells the vote or another part's fate."""
    for start, _ in _sentences(text, at):
        if start > at and (voting_in(text[start:]).votes or _STATED.match(text, start)):
            return start
    return len(text)


def _state(line: Line, start: int, end: int, item: _Item) -> None:
    """A sentence such as "Recommendations 1 and 2 were carried": a row for each that it names."""
    sentence = line.text[start:end]
    stated = _BARE.match(sentence) or _STATED.search(sentence)
    assert stated is not None
    voting = item.voting.with_(voting_in(sentence))
    piece = _part(line, start, end)
    pieces = [*item.pieces, piece]
    moved, item.moved = item.moved, []
    item.voting, item.pieces, item.since = Voting(), [], len(item.rows)
    of_amendment = re.match(r"(?:an?|the)\s+(?:\w+\s+)?amendment", stated["what"] or "", re.I) is not None
    if of_amendment and stated["verb"].lower() in ("carried", "agreed"):
        item.pieces = pieces
        return
    if _BARE.match(sentence) and _in_one_line(pieces, piece):
        sentence = line.text[pieces[0].start - line.piece.start : end]
    # Nothing else in the minutes says what an amendment that failed would have changed.
    words = " ".join([*moved, sentence]) if of_amendment else sentence
    labels = _LABELS.search(sentence)
    for label in _named(labels["labels"]) if labels else [None]:
        row = _row(label, words, "", voting)
        item.rows.append(Found(replace(row, outcome=outcome_of("", sentence)), pieces, 0.8))


def _in_one_line(pieces: Sequence[Piece], piece: Piece) -> bool:
    """Whether what was moved and what became of it stand in one line ("… that it be approved. CARRIED")."""
    return len(pieces) > 1 and pieces[0].block == piece.block and pieces[0].start < piece.start


def _says(sentence: str) -> bool:
    """Whether a sentence tells the fate of something, rather than what somebody asked or thought."""
    if _MOVED_THAT.search(sentence):
        return False
    return bool(_BARE.match(sentence) or (_STATED.search(sentence) and not _NOT_YET.search(sentence)))


def _named(text: str) -> list[str | None]:
    """a, b and c of "a) to c)"; 1 and 2 of "1 and 2"."""
    words = re.findall(r"[a-z0-9]{1,3}(?=[).\s,]|$)|\bto\b|–|-", text.lower())
    found: list[str | None] = []
    reach = False
    for word in words:
        if word in ("to", "–", "-"):
            reach = True
        elif word not in ("and", "or"):
            if reach and found and found[-1] is not None:
                while (last := found[-1]) is not None and last != word and len(found) < 40:
                    found.append(str(int(last) + 1) if last.isdigit() else chr(ord(last[0]) + 1))
            else:
                found.append(word)
            reach = False
    return found or [None]


def _count_for(item: _Item, voting: Voting, piece: Piece) -> None:
    """Add a vote told afterwards to the rows it belongs to."""
    for found in item.rows[item.since :]:
        if found.row.votes is None or voting.names:
            votes = {**(found.row.votes or {}), **(voting.votes or {})}
            found.row = replace(found.row, votes=votes)
    item.rows[-1].pieces.append(piece)


def _row(label: str | None, text: str, lead: str, voting: Voting) -> ResolutionRow:
    words = re.sub(r"[ \t]+", " ", text).strip()
    return ResolutionRow(label, words, outcome_of(lead, words), voting.mover, voting.seconder, voting.votes)


def _last_brackets(text: str) -> str:
    found = re.findall(r"[(\[]([^()\[\]]*)[)\]]\W*$", text)
    return str(found[-1]) if found else ""


def _part(line: Line, start: int, end: int | None = None) -> Piece:
    return Piece(
        line.piece.block, line.piece.start + start, line.piece.start + (len(line.text) if end is None else end)
    )


def _sentence_ends(text: str) -> list[int]:
    return [found.end() for found in _SENTENCE.finditer(text)]


def _sentences(text: str, at: int = 0) -> list[tuple[int, int]]:
    """Where sentences begin and end from `at` on."""
    bounds = [at, *(end for end in _sentence_ends(text) if end > at), len(text)]
    return [(start, end) for start, end in pairwise(bounds) if text[start:end].strip()]
