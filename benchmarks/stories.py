"""Made-up stories without end, in English and German: a number gives the same story on any machine.

Belongs here: words. Not here: files that hold them (`kinds`).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

TOWNS = (
    "Lindholm",
    "Aunehavn",
    "Storvik",
    "Kesten",
    "Marlow Bay",
    "Ostra",
    "Brenholt",
    "Vallmo",
    "Tarnby",
    "Elgin Mills",
)
PEOPLE = (
    "Karin Dahl",
    "Jonas Berg",
    "Mette Holm",
    "Ingrid Solberg",
    "Peter Lang",
    "Nora Weiss",
    "Emil Krog",
    "Ada Brandt",
)
WORKS = {
    "en": ("harbour", "bridge", "school", "hospital", "railway line", "library", "market hall", "power station"),
    "de": ("Hafen", "Bahnhof", "Marktplatz", "Kindergarten", "Radweg", "Flughafen", "Stadtpark", "Windpark"),
}  # fmt: skip
TITLES = {
    "en": ("{town} votes to rebuild its {work}", "Costs of the {work} in {town} rise again", "Why {town} fights over its {work}"),
    "de": ("{town} will den {work} neu bauen", "Kosten für den {work} in {town} steigen", "Warum {town} um den {work} streitet"),
}  # fmt: skip
SENTENCES = {
    "en": (
        "The council of {town} decided after a long debate to rebuild the {work}, which has been closed for years.",
        "“We have waited long enough for this,” said {person}, who leads the council.",
        "The work will cost {number} million euros, about a third more than the planners had expected.",
        "Shopkeepers nearby say that their trade has fallen by {share} per cent since the {work} was closed.",
        "Opponents argued that the money would be better spent on houses, and want to go to court.",
        "{person} told reporters that nobody had asked the people who live there what they think of it.",
        "Some {number} thousand people used the {work} every day before the storm, according to the town.",
        "The region has promised to pay half of it, but only if the rest is found before the winter.",
        "A study by the university found that the plan would save {number} jobs in {town} and around it.",
        "“That is not a promise, it is arithmetic,” said {person} when the figures were shown.",
    ),
    "de": (
        "Der Stadtrat von {town} hat nach langer Debatte beschlossen, den {work} neu zu bauen.",
        "„Wir haben lange genug darauf gewartet“, sagte {person} nach der Abstimmung im Rathaus.",
        "Die Arbeiten sollen {number} Millionen Euro kosten, ein Drittel mehr als zunächst geplant war.",
        "Händler in der Nähe klagen, dass ihr Umsatz seit der Schließung um {share} Prozent gefallen ist.",
        "Gegner des Vorhabens meinen, das Geld wäre in Wohnungen besser angelegt, und wollen klagen.",
        "{person} sagte, niemand habe die Menschen gefragt, die dort wohnen und jeden Tag vorbeikommen.",
        "Rund {number}000 Menschen nutzten den {work} täglich, bevor der Sturm kam, so die Verwaltung.",
        "Das Land hat zugesagt, die Hälfte zu zahlen, wenn der Rest noch vor dem Winter gefunden wird.",
        "Eine Studie der Universität kommt zu dem Schluss, dass {number} Arbeitsplätze erhalten bleiben.",
        "„Das ist kein Versprechen, das ist Rechnen“, sagte {person} bei der Vorstellung der Zahlen.",
    ),
}  # fmt: skip
OUTLETS = ("Aune Courier", "The Northern Post", "Storvik Dagblad", "Kesten Herald", "Elgin Observer")


@dataclass(frozen=True, slots=True)
class Story:
    """A story with what may be said of it; `outlet` and `day` are None where its file is to leave them out."""

    number: int
    language: str
    title: str
    paragraphs: tuple[str, ...]
    author: str
    outlet: str | None
    day: date | None

    @property
    def words(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(self.paragraphs)

    @property
    def domain(self) -> str | None:
        """Where its outlet publishes."""
        return None if self.outlet is None else f"{''.join(self.outlet.lower().split())}.example"

    @property
    def html(self) -> str:
        """The paragraphs as HTML."""
        return "".join(f"<p>{one}</p>" for one in self.paragraphs)


def story(seed: int, number: int) -> Story:
    """The story of a number: every fifth in German, a quarter without outlet, a quarter without day."""
    rng = random.Random(f"story:{seed}:{number}")
    language = "de" if rng.random() < 0.2 else "en"
    town, work = rng.choice(TOWNS), rng.choice(WORKS[language])

    def told(pattern: str) -> str:
        return pattern.format(
            town=town,
            work=work,
            person=rng.choice(PEOPLE),
            number=rng.randrange(3, 90),
            share=rng.randrange(5, 60),
        )

    sentences = [told(rng.choice(SENTENCES[language])) for _ in range(rng.randrange(12, 60))]
    return Story(
        number,
        language,
        told(rng.choice(TITLES[language])),
        tuple(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)),
        rng.choice(PEOPLE),
        rng.choice(OUTLETS) if rng.random() < 0.75 else None,
        date(2023, 1, 1) + timedelta(days=rng.randrange(700)) if rng.random() < 0.75 else None,
    )
