"""The words councils put before a value or above a section. Data only: add what another council writes here.

Every label stands in small letters, without its colon. `[s]` is a plural that may be there.
"""

from __future__ import annotations

from typing import Final

FRONT: Final[dict[str, tuple[str, ...]]] = {
    "title": (
        "title", "report title", "title of report", "subject", "report subject", "subject of report", "item title",
        "report heading", "subject matter", "title of the report", "topic",
    ),
    "body": (
        "to", "report to", "committee", "meeting", "decision maker", "decision-maker", "final decision-maker",
        "final decision maker", "decision making body", "name of committee", "committee name", "body", "meeting of",
        "decision body", "decision to be taken by", "cabinet/committee", "committee/panel", "forum",
        "for consideration by", "submitted to", "name of meeting", "report for", "to the", "decision taker",
    ),
    "meeting_date": (
        "meeting date", "date of meeting", "date", "date of committee", "committee date", "date of decision",
        "meeting date[s]", "date of the meeting", "decision date", "date of cabinet", "date of meeting[s]",
        "date of cabinet meeting", "date of committee meeting", "on", "meeting held on", "date and time",
    ),
    "from": (
        "from", "report of", "report by", "report from", "submitted by", "presented by", "lead officer",
        "responsible officer", "lead head of service", "lead director", "director", "corporate director",
        "executive director", "service director", "strategic director", "chief officer", "responsible director",
        "head of service", "originating service", "report of the", "director responsible", "accountable director",
        "report of head of service", "sponsoring director", "lead service", "assistant director",
    ),
    "electoral_divisions": (
        "electoral division[s]", "electoral division(s)", "ward[s]", "ward(s)", "wards affected", "ward[s] affected",
        "ward(s) affected", "divisions affected", "division[s] affected", "division(s) affected",
        "electoral ward[s] affected", "electoral wards", "wards/parishes affected", "area[s] affected",
        "electoral division[s] affected", "electoral division(s) affected", "local division[s]",
        "parish(es) affected", "parishes affected", "parish[es]", "wards and parishes affected",
        "ward(s) and parish(es)", "division(s)", "which wards are affected", "which wards are impacted",
    ),
    "key_decision": (
        "key decision", "is this a key decision", "key decision?", "is it a key decision", "key",
        "is the decision a key decision", "key/non-key decision", "key or non-key decision",
        "is this report a key decision", "key decision (yes/no)", "key decision y/n",
    ),
    "forward_plan_ref": (
        "forward plan ref", "forward plan ref no", "forward plan reference", "forward plan reference no",
        "forward plan number", "forward plan no", "key decision ref", "key decision reference", "key decision no",
        "key decision number", "forward plan", "fp ref", "fp reference", "decision reference", "decision ref",
        "forward plan reference number", "notice of decision ref",
    ),
    "purpose": (
        "purpose", "purpose of report", "purpose of the report", "reason for report", "reason for the report",
        "purpose of this report", "report purpose", "what is this report about", "aim of report",
        "purpose and summary of report", "why is this report needed", "why has it come to committee",
    ),
    "outcome": (
        "outcome", "outcomes", "intended outcome[s]", "desired outcome[s]", "expected outcome[s]", "outcome sought",
        "intended result",
    ),
}  # fmt: skip

FRONT_FIELDS: Final = frozenset({*FRONT, "aside"})
"""The labels that count only above the text."""

PROPOSALS: Final = (
    "recommendation[s]", "recommendation(s)", "recommended", "recommended decision[s]", "officer recommendation[s]",
    "recommendations to committee", "recommendation[s] to the committee", "recommendation[s] to cabinet",
    "this report makes the following recommendation[s] to this committee", "decision[s] required",
    "decision[s] requested", "decision requested", "what the committee is asked to do", "action required",
    "proposed decision[s]", "recommendation[s] to council", "the recommendation[s]", "proposed recommendation[s]",
    "summary of recommendation[s]", "recommendation[s] to members", "proposal[s] for decision",
    "resolution[s] sought", "executive recommendation[s]", "the committee is asked to", "cabinet is asked to",
    "members are asked to", "it is recommended that", "the committee is recommended to", "what are we asking for",
    "decision sought", "what decision is needed", "recommendation[s] / decision[s] required",
)  # fmt: skip

OFFICERS: Final = (
    "officer contact[s]", "contact officer[s]", "officer contact(s)", "contact officer(s)", "report author[s]",
    "author[s]", "author(s)", "report author(s)", "contact", "contact[s]", "contact person", "officer",
    "report author and contact", "contact details", "for further information contact",
    "for further information please contact", "further information", "enquiries to", "contact for enquiries",
    "lead officer and report author", "lead officer contact", "contact name", "contact officer details",
    "officer contact details", "author of report", "officer contact for further information",
    "report author/contact officer", "author and contact", "person to contact", "report prepared by", "written by",
    "lead officer and author", "contact point", "who to ask", "ask",
)  # fmt: skip

COUNCILLORS: Final = (
    "member contact[s]", "councillor contact[s]", "member contact(s)", "councillor contact(s)", "cabinet member[s]",
    "cabinet member(s)", "portfolio holder[s]", "portfolio holder(s)", "lead member[s]", "executive member[s]",
    "lead councillor", "cabinet portfolio holder", "relevant cabinet member", "relevant portfolio holder",
    "executive councillor", "portfolio", "cabinet portfolio", "lead portfolio holder", "cabinet lead",
    "executive lead member", "lead cabinet member", "executive portfolio holder", "chair of committee",
    "committee chair", "sponsoring councillor", "portfolio holder/lead member", "spokes", "relevant lead member",
    "cabinet member responsible", "councillor[s]",
)  # fmt: skip

CONTACT_PARTS: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        "name", "names", "name(s)", "contact name",
    ),
    "post": (
        "post", "posts", "post(s)", "position", "job title", "title", "role", "designation", "post held",
        "post title",
    ),
    "email": (
        "email", "e-mail", "email address", "e-mail address", "emails", "email(s)", "e mail",
    ),
    "tel": (
        "tel", "telephone", "phone", "tel no", "telephone no", "telephone number", "phone number", "mobile", "tel.",
        "tel. no", "contact number", "direct line", "telephone (direct)", "contact no", "ext", "mob", "t",
    ),
}  # fmt: skip

PRIORITY_QUESTIONS: Final = (
    "what are the relevant corporate priorities", "which corporate priorities does this support", "corporate "
    "priorities",
    "corporate priority", "relevant corporate priorities", "council priorities", "links to corporate priorities",
    "council priority", "strategic priorities",
)  # fmt: skip

ATTENDANCE: Final = (
    "present", "apologies", "apologies for absence", "in attendance", "also present", "officers present", "also in "
    "attendance",
    "councillors present", "members present", "attendance", "absent", "declarations of interest", "officers in "
    "attendance",
)  # fmt: skip
"""What minutes print above their items."""

ASIDE: Final = (
    "classification", "agenda item", "agenda item no", "agenda item number", "item no", "item", "report no",
    "report number", "report reference", "report ref", "exempt", "confidential", "public or private", "status",
    "open/exempt", "exempt/confidential", "time", "venue", "place", "location", "report status", "public/private",
    "access", "type of report", "version", "ref", "reference", "file ref", "part", "is this report confidential",
    "publication status", "decision type", "type of decision", "called in", "urgent", "is the report urgent",
    "key words", "policy framework", "pages", "telephone enquiries", "cc", "distribution", "restriction[s]",
    "report exempt", "date of report", "date of draft", "exempt information",
)  # fmt: skip
"""Known, but without a field in the record: their text is listed as unread."""

PRIORITIES: Final = (
    "alignment with corporate priorities", "alignment with ambitions", "corporate priorities",
    "alignment with council priorities", "council priorities", "links to corporate priorities",
    "link to corporate priorities", "strategic priorities", "corporate objectives",
    "contribution to corporate priorities", "links to council priorities", "corporate plan priorities",
    "alignment to corporate priorities", "alignment with the corporate plan", "links to the corporate plan",
    "council plan", "corporate plan", "link to the corporate plan", "council plan priorities",
    "links to council plan", "relevant corporate priorities", "cross-cutting objectives",
    "relationship to corporate priorities", "impact on corporate priorities", "contribution to strategic priorities",
    "strategic aims", "community plan priorities", "links to strategic priorities", "links to corporate plan",
    "link to council plan", "council aims", "corporate aims", "priority areas", "how this helps our aims",
    "relevant council priorities", "our priorities", "links with corporate priorities", "council ambitions",
    "alignment with priorities",
)  # fmt: skip

IMPLICATIONS: Final = (
    "significant implications", "implications", "corporate implications", "other implications",
    "summary of implications", "implications and risks", "cross-cutting issues and implications",
    "cross cutting issues and implications", "considerations and implications", "implications of the decision",
    "other significant implications", "implications for the council", "implications of the proposals",
    "council implications", "key implications", "general implications", "specific implications",
    "implications checklist", "corporate considerations", "statutory implications", "what it means for the council",
    "implication[s]", "resource and other implications", "implications and comments", "professional implications",
    "officer implications",
)  # fmt: skip

CLEARANCES: Final = (
    "clearance[s]", "officer clearance", "implications officer clearance", "clearance of implications", "sign-off",
    "sign off", "sign-offs", "consultees", "officers consulted", "consultation with officers", "approvals",
    "report clearance", "statutory officer sign-off", "statutory officers' sign-off", "clearance record",
    "internal consultation", "signed off by", "internal clearance", "officer sign off", "officer sign-off",
    "report sign-off", "report sign off", "cleared by",
)  # fmt: skip

APPENDICES: Final = (
    "appendices", "appendix", "list of appendices", "attachments", "attachment[s]", "annexes", "annex",
    "appendices/attachments", "documents attached", "appendices to the report", "report appendices",
    "appendices attached", "supporting documentation", "list of attachments", "attached documents", "annexe[s]",
    "appendices and attachments",
)  # fmt: skip

SOURCES: Final = (
    "source document[s]", "background paper[s]", "background document[s]", "list of background papers",
    "background references", "background reading", "source documents and location", "background papers and location",
    "background information", "documents relied on", "list of background documents", "list of source documents",
    "supporting papers", "reference documents", "background papers used in the preparation of this report",
    "access to information", "previous reports", "references", "source documents guidance",
    "local government act 1972 background papers", "background papers (available for inspection)",
)  # fmt: skip

SECTIONS: Final = (
    "decision information", "key information",
    "background", "main issues", "introduction", "introduction and background", "context", "summary",
    "executive summary", "report summary", "key issues", "issues", "options", "available options",
    "options considered", "options analysis", "alternative options considered", "alternative options",
    "other options considered", "preferred option", "risk", "risks",
    "preferred option and reasons for recommendations", "reasons for recommendation[s]",
    "reason for recommendation[s]", "reasons for decision", "reason[s] for decision", "consultation",
    "consultation results and previous committee feedback", "consultation and engagement",
    "community engagement and consultation", "next steps", "conclusion", "conclusions", "analysis",
    "next steps: communication and implementation of the decision", "timetable", "timescales", "proposal[s]",
    "the proposal[s]", "discussion", "current position", "details", "detail", "report details", "terms of report",
    "considerations", "key points", "analysis and consideration of alternative options",
    "background and introduction", "supporting information", "conclusion and reasons", "alternatives considered",
    "main report", "financial summary", "decision history", "evidence", "findings", "research findings",
    "what we found", "what happens next", "minutes", "apologies for absence", "declarations of interest", "present",
    "in attendance", "attendance", "apologies", "public questions", "chair's announcements", "any other business",
    "date of next meeting", "exclusion of the press and public", "action log", "work programme",
    "forward plan items", "urgent business", "petitions", "minutes of the previous meeting",
    "contact details and background", "glossary", "monitoring", "review", "delivery", "what people told us",
    "risk assessment", "reasons for lateness", "reasons for urgency", "reason for lateness", "reason for urgency",
    "why now", "costs",
)  # fmt: skip

IMPLICATION_WORDS: Final = (
    "financial", "finance", "legal", "law", "resource", "resources", "staffing", "hr", "human resources",
    "human resource", "equality", "equalities", "equality and diversity", "equality, diversity and inclusion",
    "diversity", "edi",
    "sustainability", "environment", "environmental", "climate", "climate change", "carbon", "crime and disorder",
    "community safety", "safety", "risk", "risks", "risk management", "procurement", "health", "public health",
    "health and wellbeing", "wellbeing", "data protection", "privacy", "gdpr", "property", "ict", "it",
    "information technology", "digital", "communications", "communication", "engagement", "consultation", "localism",
    "safeguarding", "social value", "human rights", "budget", "policy", "policy and legal", "corporate parenting",
    "rural", "value for money", "workforce", "partnership", "partnerships", "children and young people", "ward",
    "local member", "constitutional", "governance", "statutory", "contractual", "biodiversity", "energy",
    "transport", "one planet council", "specialist advice", "section 151 officer", "monitoring officer", "economic",
    "economy", "affordability", "net zero", "planning", "asset", "assets", "land", "buildings", "highways",
    "community", "children", "older people", "poverty", "crime", "nature", "welsh language", "gaelic",
    "socio-economic", "child poverty", "insurance", "audit", "capital", "revenue",
)  # fmt: skip

POSTS: Final = (
    "director", "head", "officer", "manager", "executive", "chief", "leader", "assistant", "lead", "monitoring",
    "solicitor", "strategic", "cabinet member", "portfolio", "chair", "chairman", "chairwoman", "chairperson",
    "vice-chair", "vice-chairman", "mayor", "service", "services", "adviser", "advisor", "analyst", "accountant",
    "treasurer", "clerk", "secretary", "engineer", "planner", "surveyor", "consultant", "coordinator",
    "co-ordinator", "specialist", "principal", "deputy", "interim", "team", "partner", "councillor for",
    "member for", "spokesperson", "barrister", "lawyer", "commissioner", "controller", "registrar", "ranger",
    "supervisor", "administrator", "assurance", "governance", "programme", "business", "development", "department",
    "communities",
)  # fmt: skip
"""Words that tell a post from a person's name."""

WEAK: Final = frozenset({
    "access", "ask", "author", "authors", "body", "cc", "cleared by", "committee", "confidential", "contact",
    "contacts", "councillor", "councillors", "date", "designation", "director", "division(s)", "email", "exempt",
    "ext", "forum", "forward plan", "from", "further information", "item", "key", "lead officer", "lead service",
    "location", "meeting", "meeting of", "mob", "mobile", "name", "names", "officer", "on", "outcome", "outcomes",
    "pages", "part", "phone", "place", "policy framework", "portfolio", "position", "post", "posts", "purpose",
    "recommended", "ref", "reference", "restriction", "restrictions", "role", "spokes", "status", "subject", "t",
    "tel", "time", "title", "to", "to the", "topic", "urgent", "venue", "version", "ward", "wards",
})  # fmt: skip
"""Labels that are also everyday words: they count only with a colon or in a cell of their own, above the text."""

NOT_NAMES: Final = (
    "adult", "adults", "care", "social", "children", "children's", "place", "growth", "economy", "environment",
    "housing",
    "planning", "finance", "resources", "customer", "people", "public", "health", "legal", "democratic", "highways",
    "transport", "education", "learning", "culture", "leisure", "regeneration", "policy", "strategy", "corporate",
    "neighbourhoods", "property", "council", "borough", "county", "city", "district", "commercial", "digital", "human",
    "improvement", "partnerships", "and", "of", "for", "the", "&", "committee", "cabinet", "board", "panel", "street",
    "streets", "parks", "libraries", "assets", "operations", "organisational", "transformation", "community", "safety",
)  # fmt: skip
"""Words of departments, which also stand capitalised beside a comma."""
