"""The words of the record, for readers."""

from __future__ import annotations

from typing import Final

WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("Programme", "A council and a university (or several of each) that work on questions together, year after year."),
    ("Round", "One run of a programme, usually a year."),
    ("Question", "What is asked. It may have several wordings; each is kept with who changed it and why."),
    ("Problem statement", "A problem in the words of the person who brought it. The words are never changed."),
    ("Team", "The people who work on one question for a round: researchers, and often people from the community."),
    ("Finding", "A statement the team makes, with the sources it rests on."),
    ("Proposition", "An idea that was put to people. What they answered is kept, also when the idea was given up."),
    ("Report", "What the team wrote. Its content and structure are the team’s own."),
    ("Recommendation", "One thing the report asks somebody to do. Each has its own line in the ledger."),
    ("Paper", "What is put before a committee. Its lettered items are proposals."),
    ("Proposal", "A lettered item of a paper: what the committee is asked to do."),
    ("Resolution", "What the committee decided on one proposal."),
    ("Decision", "What was decided on a recommendation: by a committee, or by a reply where no committee decides."),
    ("Report-back", "How far somebody who has to act says they are."),
    ("Independent check", "What somebody else found when they looked, and on what evidence."),
    ("Statement of effect", "What is said to have changed, by whom, and how sure anybody can be. “None found” is one."),
    ("Ledger", "Every recommendation, with four separate facts: decided, reported, checked, changed."),
    ("Thread", "The whole story of one question, from who asked it to what changed."),
)
