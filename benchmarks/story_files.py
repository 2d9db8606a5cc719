"""A story, or several, as a file of each format, as the programs of that kind write it.

Belongs here: one function per kind, stating of a story what it has (outlet, day) and leaving out what it has not.
Not here: odd and damaged files (`seeds`, `fuzz`).
"""

from __future__ import annotations

import io
import json
import tarfile
import textwrap
import zipfile
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from xml.sax.saxutils import escape

import docx
import polars as pl
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.seeds import PdfLine, pdf
from benchmarks.stories import Story

GERMAN_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
MENU = ("Home", "World", "Business", "Sport", "Culture", "Weather", "Subscribe", "Sign in")
SCRIPT = "<script>" + "var a = document.querySelectorAll('div');" * 400 + "</script>"
LINES_OF_A_PAGE = 48
JPEG = b"\xff\xd8\xff\xe0" + bytes(500)


def _day(story: Story) -> str:
    """The day as it is printed."""
    if story.day is None:
        return ""
    if story.language == "de":
        return f"{story.day.day}. {GERMAN_MONTHS[story.day.month - 1]} {story.day.year}"
    return f"{story.day.day} {story.day:%B %Y}"


def _lines(story: Story) -> str:
    by = "Von" if story.language == "de" else "By"
    return "\n".join(filter(None, [story.title, f"{by} {story.author}", _day(story), "", story.words])) + "\n"


def text(story: Story) -> bytes:
    """Plain text: title, byline, day."""
    return _lines(story).replace("\n" + story.words, "\n\n" + story.words).encode()


def latin_text(story: Story) -> bytes:
    """Plain text as older programs wrote it."""
    return text(story).decode().encode("cp1252")


def wide_text(story: Story) -> bytes:
    """Plain text as Windows calls Unicode."""
    return text(story).decode().encode("utf-16")


def pasted(story: Story) -> bytes:
    """A page as it is pasted: its menu with it."""
    return ("\n".join(MENU[:5]) + "\n\n").encode() + text(story)


def markdown(story: Story) -> bytes:
    """Markdown with front matter."""
    front = {"title": story.title, "author": story.author, "source": story.outlet, "date": story.day}
    head = "".join(f'{name}: "{value}"\n' for name, value in front.items() if value)
    return f"---\n{head}---\n\n# {story.title}\n\n{story.words}\n".encode()


def page(story: Story) -> bytes:
    """A page as content systems make them: menus, scripts, structured data, a footer."""
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title}
    if story.day:
        data["datePublished"] = f"{story.day}T10:15:00+00:00"
    if story.outlet:
        data["publisher"] = {"@type": "Organization", "name": story.outlet}
    menu = "".join(f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in MENU)
    return (
        f'<!DOCTYPE html><html lang="{story.language}"><head><meta charset="utf-8"><title>{story.title}</title>'
        f'<script type="application/ld+json">{json.dumps(data)}</script>{SCRIPT}</head><body><nav><ul>{menu}</ul></nav>'
        f"<main><article><h1>{story.title}</h1><p class='byline'>{story.author}</p>{story.html}</article></main>"
        f"<footer><ul>{menu}</ul><p>Terms of use</p></footer>{SCRIPT}</body></html>"
    ).encode()


def portable(story: Story) -> bytes:
    """A PDF of some pages."""
    lines = [line for one in story.paragraphs for line in [*textwrap.wrap(one, 84), ""]]
    pages: list[list[PdfLine]] = []
    for at in range(0, len(lines), LINES_OF_A_PAGE):
        head = [] if at else [PdfLine(72, 780, 20, line) for line in [story.title]]
        body = [
            PdfLine(72, 740 - 14 * row, 10, line)
            for row, line in enumerate(lines[at : at + LINES_OF_A_PAGE])
            if line
        ]
        pages.append([*head, *body])
    stated = {"CreationDate": f"D:{story.day:%Y%m%d}100000Z"} if story.day else {}
    return pdf(pages, {"Title": story.title, **stated}, language=story.language)


def word(story: Story) -> bytes:
    """A Word document with styles and properties."""
    document = docx.Document()
    properties = document.core_properties
    if story.day:
        properties.author = story.author
        properties.created = datetime(story.day.year, story.day.month, story.day.day, 9)
    document.add_paragraph(story.title, style="Title")
    for one in story.paragraphs:
        document.add_paragraph(one)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _mail(story: Story) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{story.outlet} <news@{story.domain}>" if story.outlet else "desk@mail.example"
    message["Subject"] = story.title
    message["Date"] = "Tue, 21 Mar 2023 10:15:00 +0100"
    message.set_content(story.words)
    return message


def mail(story: Story) -> bytes:
    """A mail of plain text; every mail has a date."""
    return _mail(story).as_bytes()


def mail_with_page(stories: Sequence[Story]) -> bytes:
    """A mail with a page attached that states everything."""
    message = _mail(stories[0])
    other = stories[1]
    stated = (
        page(other) if other.day else page(other).replace(b"</h1>", b"</h1><p>Published 21 March 2023</p>")
    )
    message.add_attachment(stated, maintype="text", subtype="html", filename="page.html")
    message.set_boundary("B1")
    return message.as_bytes()


def rss(stories: Sequence[Story]) -> bytes:
    """An RSS feed of stories that lie with their outlets."""
    items = "".join(
        f"<item><title>{escape(one.title)}</title><guid isPermaLink='false'>g{one.number}</guid>"
        + (f"<source url='https://{one.domain}/feed'>{one.outlet}</source>" if one.outlet else "")
        + (f"<pubDate>{one.day:%d %b %Y} 10:00:00 GMT</pubDate>" if one.day else "")
        + f"<dc:language>{one.language}</dc:language>"
        + f"<content:encoded><![CDATA[{one.html}]]></content:encoded></item>"
        for one in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><description>News</description>'
        f"{items}</channel></rss>"
    ).encode()


def atom(stories: Sequence[Story]) -> bytes:
    """An Atom feed of stories from elsewhere."""
    entries = "".join(
        f"<entry xml:lang='{one.language}'><title>{escape(one.title)}</title><id>urn:{one.number}</id>"
        + (f"<source><title>{one.outlet}</title></source>" if one.outlet else "")
        + (f"<published>{one.day}T10:00:00Z</published>" if one.day else "")
        + f"<content type='html'>{escape(one.html)}</content></entry>"
        for one in stories
    )
    return f"<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode()


def nitf(story: Story) -> bytes:
    """A NITF story."""
    day = f'<date.issue norm="{story.day:%Y%m%d}T101500Z"/>' if story.day else ""
    outlet = f'<pubdata type="print" name="{story.outlet}"/>' if story.outlet else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><nitf xml:lang="{story.language}"><head><docdata>{day}</docdata>{outlet}'
        f"</head><body><body.head><hedline><hl1>{escape(story.title)}</hl1></hedline><byline>By {story.author}</byline>"
        f"</body.head><body.content>{story.html}</body.content></body></nitf>"
    ).encode()


def newsml(stories: Sequence[Story]) -> bytes:
    """A NewsML-G2 message."""
    items = "".join(
        f'<newsItem guid="tag:{one.number}" version="1" xml:lang="{one.language}"><itemMeta>'
        '<itemClass qcode="ninat:text"/>'
        + (f'<provider literal="P"><name>{one.outlet}</name></provider>' if one.outlet else "")
        + '<pubStatus qcode="stat:usable"/></itemMeta><contentMeta>'
        + (f"<contentCreated>{one.day}T10:15:00Z</contentCreated>" if one.day else "")
        + f'<headline>{escape(one.title)}</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{one.html}</body></html></inlineXML></contentSet></newsItem>'
        for one in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{items}</itemSet></newsMessage>"
    ).encode()


def nexis(stories: Sequence[Story]) -> bytes:
    """An export of Nexis Uni, which always states outlet and day."""
    return "".join(
        f"{one.title}\nAune Courier (Lindholm)\nMarch 21, 2023 Tuesday 10:00 AM GMT\n\nCopyright 2023 Aune Courier All Rights "
        f"Reserved\n\nSection: NEWS; Pg. 3\nLength: 112 words\nByline: {one.author}\nBody\n\n\n{one.words}\n\n\n\n\n"
        f"Classification\n\n\nLanguage: {'GERMAN' if one.language == 'de' else 'ENGLISH'}\n\nPublication-Type: Newspaper\n\n"
        "Load-Date: March 22, 2023\n\n\nEnd of Document\n\n\n"
        for one in stories
    ).encode()


def factiva(stories: Sequence[Story]) -> bytes:
    """An export of Factiva with tags, which always states outlet and day."""
    return "".join(
        f"HD   {one.title}\nBY   By {one.author}\nWC   112 words\nPD   21 March 2023\nSN   Aune Courier\nSC   AUNCO\n"
        f"LA   {'German' if one.language == 'de' else 'English'}\nLP   {one.paragraphs[0]}\nTD\n"
        + "\n\n".join(one.paragraphs[1:])
        + f"\nAN   Document AUNCO0002023032{one.number:08}\n\n"
        for one in stories
    ).encode()


def news_please(story: Story) -> bytes:
    """One story as the crawler news-please keeps it."""
    record = {
        "authors": [story.author], "date_publish": f"{story.day} 10:00:00" if story.day else None,
        "language": story.language, "source_domain": story.domain, "title": story.title, "maintext": story.words,
        "url": None, "filename": "a.json",
    }  # fmt: skip
    return json.dumps(record, indent=2).encode()


def news_api(stories: Sequence[Story]) -> bytes:
    """An answer of NewsAPI."""
    articles = [
        {
            "source": {"id": None, "name": one.outlet}, "author": one.author, "title": one.title, "url": None,
            "publishedAt": f"{one.day}T10:00:00Z" if one.day else None, "content": one.words,
        }
        for one in stories
    ]  # fmt: skip
    return json.dumps({"status": "ok", "totalResults": len(articles), "articles": articles}).encode()


def _records(stories: Sequence[Story]) -> list[dict[str, str | None]]:
    return [
        {
            "title": one.title, "author": one.author, "text": one.words, "publisher": one.outlet,
            "date": str(one.day) if one.day else None,
        }
        for one in stories
    ]  # fmt: skip


def json_lines(stories: Sequence[Story]) -> bytes:
    """A record a line."""
    return "".join(json.dumps(one) + "\n" for one in _records(stories)).encode()


def csv(stories: Sequence[Story]) -> bytes:
    """A table with commas."""
    return pl.DataFrame(_records(stories), schema=_COLUMNS).write_csv().encode()


def tsv(stories: Sequence[Story]) -> bytes:
    """A table with tabs."""
    return pl.DataFrame(_records(stories), schema=_COLUMNS).write_csv(separator="\t").encode()


def parquet(stories: Sequence[Story]) -> bytes:
    """A Parquet file."""
    out = io.BytesIO()
    pl.DataFrame(_records(stories), schema=_COLUMNS).write_parquet(out)
    return out.getvalue()


_COLUMNS = dict.fromkeys(("title", "author", "text", "publisher", "date"), pl.String)


def _pair(stories: Sequence[Story]) -> list[tuple[str, bytes]]:
    return [("a/story.md", markdown(stories[0])), ("a/film.mp4", b"ftyp"), ("b/page.html", page(stories[1]))]


def zip_of_two(stories: Sequence[Story]) -> bytes:
    """An archive of two stories and a film."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _pair(stories):
            archive.writestr(name, data)
    return out.getvalue()


def tar_of_two(stories: Sequence[Story]) -> bytes:
    """The same as a packed tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in _pair(stories):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def crawl(stories: Sequence[Story]) -> bytes:
    """A crawl, with a picture, data of a program and an error; every page has an address, which tells an outlet."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    html = "text/html; charset=utf-8"
    answers = [("200 OK", html, page(one)) for one in stories]
    answers += [
        ("200 OK", "image/jpeg", JPEG),
        ("200 OK", "application/json", b'{"user": null}'),
        ("404 Not Found", html, b"<p>"),
    ]
    for number, (status, kind, body) in enumerate(answers):
        http = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://site.example/{number}", "response", payload=io.BytesIO(body), http_headers=http
        )
        writer.write_record(record)
    return out.getvalue()
