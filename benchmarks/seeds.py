"""One sound file of every format that can be read, written by code: what fuzzing mutates and tests read.

Belongs here: small files as the programs of each kind write them, all about made-up events. Not here: damage
(`fuzz`), what reading them must give (tests).
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import textwrap
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import docx
import polars as pl
import zstandard
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

TITLE = "Harbour town votes to rebuild its old bridge"
STANDFIRST = "Work starts in May and will cost 14 million euros"
PARAGRAPHS = (
    "LINDHOLM (Nordpress) - The council of Lindholm voted on Tuesday to rebuild the bridge over the river Aune, which"
    " has been closed since a barge struck it in 2021.",
    "“We have waited long enough,” said Mayor Karin Dahl after the vote. She said that work would start in May and"
    " cost about 14 million euros.",
    "The bridge, built in 1932, carried 9,000 cars a day. Shopkeepers on the west bank say that their trade has fallen"
    " by a third since it was closed.",
    "Opponents argued that a ferry would be cheaper. “A ferry costs a tenth of that,” said Jonas Berg, who leads the"
    " smaller of the two groups in the council.",
)
AUTHOR = "Mette Holm"
WORDS = "\n\n".join(PARAGRAPHS)


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound file: its name, by whose end the reader is chosen, and its bytes."""

    name: str
    data: bytes


def seeds() -> list[Seed]:
    """A file of every format, in a fixed order."""
    return [
        Seed("pasted.txt", f"Menu\nShare\n{TITLE}\nBy {AUTHOR}\n21 March 2023\n\n{WORDS}\n".encode()),
        Seed("latin.txt", f"{TITLE}\n\n{WORDS}\n".encode("cp1252")),
        Seed("wide.txt", f"{TITLE}\n\n{WORDS}\n".encode("utf-16")),
        Seed("story.md", markdown().encode()),
        Seed("page.html", page().encode()),
        Seed("story.pdf", story_pdf()),
        Seed("story.docx", word()),
        Seed("annotated.docx", annotated_word()),
        Seed("plain.eml", mail()),
        Seed("newsletter.eml", newsletter()),
        Seed("attached.eml", mail_with_attachments()),
        Seed("feed.rss", rss().encode()),
        Seed("feed.atom", atom().encode()),
        Seed("nitf.xml", nitf().encode()),
        Seed("item.xml", newsml().encode()),
        Seed("nexis.txt", nexis().encode()),
        Seed("lexis.txt", lexis().encode()),
        Seed("factiva.txt", factiva().encode()),
        Seed("tagged.txt", factiva_tagged().encode()),
        Seed("proquest.txt", proquest().encode()),
        Seed("plain.pdf", story_pdf(is_packed=False)),
        *_record_seeds(),
        *_container_seeds(),
    ]


def _record_seeds() -> list[Seed]:
    """JSON, JSON lines, tables and Parquet, with fields as they are called most."""
    records = [
        {
            "title": TITLE,
            "url": "https://aunecourier.example/b",
            "date": "2023-03-21",
            "author": AUTHOR,
            "text": WORDS,
        },
        {
            "title": "Ferry runs again",
            "url": None,
            "date": "2023-03-20",
            "author": None,
            "text": "The ferry ran again.",
        },
    ]
    frame = pl.DataFrame(records)
    parquet = io.BytesIO()
    frame.write_parquet(parquet)
    answer = {
        "status": "ok",
        "articles": [{"source": {"name": "Aune Courier"}, "title": TITLE, "content": WORDS}],
    }
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "articleBody": WORDS,
    }
    ninjs = {
        "uri": "urn:np:1",
        "headline": TITLE,
        "body_text": WORDS,
        "versioncreated": "2023-03-21T10:15:00Z",
    }
    return [
        Seed("records.json", json.dumps(records).encode()),
        Seed("answer.json", json.dumps(answer, ensure_ascii=False).encode()),
        Seed("linked.json", json.dumps(linked).encode()),
        Seed("ninjs.json", json.dumps(ninjs).encode()),
        Seed("records.jsonl", "".join(json.dumps(one) + "\n" for one in records).encode()),
        Seed("records.csv", frame.write_csv().encode()),
        Seed("records.tsv", frame.write_csv(separator="\t").encode()),
        Seed("records.parquet", parquet.getvalue()),
    ]


def _container_seeds() -> list[Seed]:
    """Archives, packed files and a crawl."""
    story = f"{TITLE}\n\n{WORDS}\n".encode()
    archive, tape = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a/story.txt", story)
        packed.writestr("page.html", page())
        packed.writestr("photo.jpg", b"\xff\xd8\xff\xe0")
    with tarfile.open(fileobj=tape, mode="w") as tar:
        for name, data in (("story.txt", story), ("feed.rss", rss().encode())):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return [
        Seed("stories.zip", archive.getvalue()),
        Seed("stories.tar", tape.getvalue()),
        Seed("stories.tar.gz", gzip.compress(tape.getvalue(), mtime=0)),
        Seed("story.txt.gz", gzip.compress(story, mtime=0)),
        Seed("story.txt.zst", zstandard.compress(story)),
        Seed("crawl.warc", warc()),
        Seed("crawl.warc.gz", gzip.compress(warc(), mtime=0)),
        Seed("mixed.warc", crawl()),
    ]


def warc() -> bytes:
    """A crawl of one page, as a response to a request."""
    return answer("b", "text/html; charset=utf-8", page().encode())


def crawl() -> bytes:
    """A crawl as robots bring it home: a page, a PDF, a feed, data of programs, pictures, errors, a revisit."""
    answers = [
        ("b", "text/html; charset=utf-8", page().encode(), "200 OK"),
        ("minutes", "application/pdf", story_pdf(), "200 OK"),
        ("story.docx", "application/octet-stream", word(), "200 OK"),
        ("feed", "application/rss+xml", rss().encode(), "200 OK"),
        ("api", "application/json", json.dumps({"user": None, "menu": ["Home"]}).encode(), "200 OK"),
        ("story.json", "application/json", json.dumps({"title": TITLE, "text": WORDS}).encode(), "200 OK"),
        ("robots.txt", "text/plain", b"User-agent: *\nDisallow: /private\n", "200 OK"),
        ("a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0", "200 OK"),
        ("b.jpg", "image/jpeg", b"\xff\xd8\xff\xe0", "200 OK"),
        ("main.css", "text/css", b"p { margin: 0 }", "200 OK"),
        ("gone", "text/html", b"<p>Not found</p>", "404 Not Found"),
    ]
    records = [answer(*one, number=number) for number, one in enumerate(answers, start=1)]
    revisit = answer("b", "text/html", b"", "304 Not Modified", number=len(answers) + 1)
    return b"".join([*records, revisit.replace(b"WARC-Type: response", b"WARC-Type: revisit", 1)])


def answer(place: str, kind: str, body: bytes, status: str = "200 OK", number: int = 1) -> bytes:
    """A record of a crawl: what a server answered."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"WARC-Date: 2023-03-21T10:15:00Z\r\nWARC-Target-URI: https://aunecourier.example/{place}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def html_paragraphs() -> str:
    """The body as HTML."""
    return "".join(f"<p>{one}</p>" for one in PARAGRAPHS)


def page() -> str:
    """A page with a menu, a caption and structured data."""
    data = f'{{"@type":"NewsArticle","headline":"{TITLE}","datePublished":"2023-03-21T10:15:00+01:00"}}'
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{TITLE} | Aune Courier</title>'
        f'<script type="application/ld+json">{data}</script></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{TITLE}</h1><figure><figcaption>The bridge in 2019</figcaption></figure>"
        f"{html_paragraphs()}</article><footer>About us</footer></body></html>"
    )


def markdown() -> str:
    """A Markdown file with front matter and the marks that people use."""
    return (
        f'---\ntitle: "{TITLE}"\nauthor: {AUTHOR}\ndate: 2023-03-21\nsource: Aune Courier\n---\n\n# {TITLE}\n\n'
        f"*{STANDFIRST}*\n\n{PARAGRAPHS[0]}\n\n## What it costs\n\n- a bridge: **14 million** euros\n- a ferry: a tenth\n"
        f"  of that\n\n> {PARAGRAPHS[1]}\n\n![The bridge in 2019](bridge.jpg)\n\nRead [the minutes](https://lindholm.example)"
        f" of the meeting.\n\n```\n# no heading\n```\n\n{PARAGRAPHS[2]}\n"
    )


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line drawn on a page: where, how large, and what."""

    x: float
    y: float
    size: float
    text: str


def pdf(
    pages: Sequence[Sequence[PdfLine]],
    info: dict[str, str] | None = None,
    *,
    is_packed: bool = True,
    language: str = "en-GB",
) -> bytes:
    """A PDF of lines of text, written by hand: one font, one stream a page, a cross-reference table."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        drawn = b"".join(
            b"BT /F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n" % (line.size, line.x, line.y, _escaped(line.text))
            for line in lines
        )
        packed = zlib.compress(drawn) if is_packed else drawn
        filtered = b" /Filter /FlateDecode" if is_packed else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(packed), filtered, packed))
    entries = b" ".join(b"/%s (%s)" % (key.encode(), _escaped(value)) for key, value in (info or {}).items())
    objects.append(b"<< " + entries + b" >>")
    out = io.BytesIO(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    out.write(trailer % (len(objects) + 1, len(objects), start))
    return out.getvalue()


def _escaped(text: str) -> bytes:
    return (
        text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    )


def story_pdf(*, is_packed: bool = True) -> bytes:
    """Three pages with a running head, page numbers and words parted at line ends."""
    wrapped = [textwrap.wrap(one, 72) for one in PARAGRAPHS]
    wrapped[0][:2] = [f"{wrapped[0][0]} re-", wrapped[0][1].removeprefix("re")]
    pages: list[list[PdfLine]] = []
    for number, told in enumerate((wrapped[:2], wrapped[2:3], wrapped[3:])):
        lines = [PdfLine(72, 800, 8, "Aune Courier - Tuesday 21 March 2023")]
        height = 740
        if number == 0:
            lines += [
                PdfLine(72, 740, 20, "Harbour town votes to rebuild"),
                PdfLine(72, 716, 20, "its old bridge"),
            ]
            lines += [PdfLine(72, 690, 10, f"By {AUTHOR}")]
            height = 660
        for paragraph in told:
            for text in paragraph:
                lines.append(PdfLine(72, height, 10, text))
                height -= 12
            height -= 10
        lines.append(PdfLine(290, 40, 8, f"Page {number + 1} of 3"))
        pages.append(lines)
    return pdf(
        pages,
        {
            "Title": "Microsoft Word - bridge_final2.doc",
            "Author": AUTHOR,
            "CreationDate": "D:20230320174500Z",
        },
        is_packed=is_packed,
    )


def word() -> bytes:
    """A Word document with styles, a list, a table and properties."""
    document = docx.Document()
    document.core_properties.author = AUTHOR
    document.core_properties.title = TITLE
    document.core_properties.created = datetime(2023, 3, 20, 17, 45)
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(STANDFIRST, style="Subtitle")
    document.add_paragraph(f"By {AUTHOR}")
    document.add_paragraph(PARAGRAPHS[0])
    document.add_heading("What it costs", 1)
    document.add_paragraph("A bridge costs 14 million euros", style="List Bullet")
    document.add_paragraph(PARAGRAPHS[1], style="Quote")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Year", "Cars a day"), ("2019", "9,000")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("The bridge in 2019", style="Caption")
    document.add_paragraph(PARAGRAPHS[2])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


TEXT_BOX = (
    '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent>{words}</w:txbxContent></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{words}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
NOTES = (
    '<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>____</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>Minutes of the council, page 12.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
PULLED = "“We have waited long enough,” said Mayor Karin Dahl after the vote."


def annotated_word() -> bytes:
    """A Word document with text boxes, a footnote, a header and an editor's comment."""
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    anchor = document.add_paragraph(PARAGRAPHS[0])
    document.add_paragraph(PARAGRAPHS[1])
    document.sections[0].header.paragraphs[0].text = "Aune Courier, 21 March 2023"
    document.add_comment(anchor.runs, text="Check this with the council!", author="Editor")
    words = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in (PULLED, "A ferry costs a tenth."))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    anchor._p.append(parse_xml(TEXT_BOX.format(words=words).replace("<w:r ", f"<w:r {space} ", 1)))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    notes = Part(PackURI("/word/footnotes.xml"), kind, NOTES.encode(), document.part.package)
    document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail() -> bytes:
    """A mail in quoted-printable Latin-1 with a signature and a PDF attached."""
    body = (WORDS + "\n\n-- \nMette Holm\nAune Courier, Lindholm\n").encode("cp1252").replace(b"=", b"=3D")
    quoted = b"".join(b"=%02X" % byte if byte > 126 else bytes([byte]) for byte in body).replace(
        b"\n", b"\r\n"
    )
    head = (
        "From: =?utf-8?q?Mette_H=C3=B8lm?= <mette@courier.example>\r\nTo: desk@courier.example\r\n"
        f"Subject: Fwd: {TITLE}\r\nDate: Tue, 21 Mar 2023 10:15:00 +0100\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="B1"\r\n\r\n--B1\r\n'
        "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    tail = (
        '\r\n--B1\r\nContent-Type: application/pdf; name="minutes.pdf"\r\n'
        'Content-Disposition: attachment; filename="minutes.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n'
        "--B1--\r\n"
    )
    return head.encode() + quoted + tail.encode()


def mail_with_attachments() -> bytes:
    """A mail as a press office sends it: text, then a PDF, a Word file, a page, a mail, a picture and a calendar."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "Aune Courier <news@courier.example>", TITLE
    message["Date"] = "Tue, 21 Mar 2023 10:15:00 +0100"
    message.set_content(WORDS)
    for name, kind, data in (
        ("Minutes 2023.pdf", "application/pdf", story_pdf()),
        ("statement.docx", "application/octet-stream", word()),
        ("page.html", "text/html", page().encode()),
        ("bridge.jpg", "image/jpeg", b"\xff\xd8\xff\xe0"),
        ("vote.ics", "text/calendar", b"BEGIN:VCALENDAR"),
        ("figures.xls", "application/vnd.ms-excel", b"\xd0\xcf\x11\xe0"),
    ):
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    message.add_attachment(message_from_bytes(newsletter(), policy=SMTP))
    message.set_boundary("B2")
    return message.as_bytes()


def newsletter() -> bytes:
    """A mail that only says in plain text that it is HTML."""
    return (
        f"From: Aune Courier <news@courier.example>\r\nSubject: {TITLE}\r\nDate: 21 Mar 2023 10:15 GMT\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=xyz\r\n\r\n--xyz\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nPlease view this mail in your browser.\r\n--xyz\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><h1>{TITLE}</h1>{html_paragraphs()}"
        "<p><a href='https://courier.example/u'>Unsubscribe</a></p></body></html>\r\n--xyz--\r\n"
    ).encode()


def rss() -> str:
    """An RSS 2.0 feed: full text, a bare teaser, an entity that nobody declared."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">\n<channel>\n'
        "<title>World news | Aune Courier</title>\n<link>https://www.aunecourier.example/world</link>\n"
        "<description>News</description>\n<language>en-gb</language>\n<item>\n"
        f"<title>{TITLE}</title>\n<link>https://www.aunecourier.example/2023/bridge</link>\n"
        '<guid isPermaLink="false">ac-1001</guid>\n<pubDate>Tue, 21 Mar 2023 10:15:00 +0100</pubDate>\n'
        f"<dc:creator>{AUTHOR}</dc:creator>\n<description>{STANDFIRST}&nbsp;&#8211; a report</description>\n"
        f"<content:encoded><![CDATA[{html_paragraphs()}<h2>Next</h2><ul><li>Vote in June</li></ul>]]></content:encoded>\n"
        "<media:content url='https://x.example/a.jpg'><media:description>The bridge in 2019</media:description></media:content>\n"
        "</item>\n<item>\n<title>Ferry runs again</title>\n<link>https://www.aunecourier.example/2023/ferry</link>\n"
        "<description>&lt;p&gt;The ferry over the Aune ran again on Monday.&lt;/p&gt;</description>\n"
        "<author>desk@aunecourier.example (Jon Lie)</author>\n<pubDate>Mon, 20 Mar 2023 08:00:00 GMT</pubDate>\n</item>\n"
        "</channel>\n</rss>\n"
    )


def atom() -> str:
    """An Atom feed with an XHTML entry and one with escaped HTML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        "<title>Aune Courier</title>\n<link href='https://aunecourier.example/'/>\n<updated>2023-03-21T10:15:00Z</updated>\n"
        f"<entry><title>{TITLE}</title><id>urn:ac:1001</id><link rel='alternate' href='https://aunecourier.example/b'/>"
        f"<published>2023-03-21T10:15:00+01:00</published><author><name>{AUTHOR}</name></author><summary>{STANDFIRST}</summary>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{html_paragraphs()}</div></content></entry>\n"
        "<entry><title type='html'>Ferry &lt;b&gt;runs&lt;/b&gt; again</title><id>urn:ac:1002</id>"
        "<updated>2023-03-20T08:00:00Z</updated><content type='html'>&lt;p&gt;The ferry ran again.&lt;/p&gt;</content></entry>\n"
        "</feed>\n"
    )


def nitf() -> str:
    """A NITF 3.4 story with media and rights."""
    body = "".join(f"<p>{one}</p>" for one in PARAGRAPHS[1:])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">\n<nitf xml:lang="en">\n<head>\n'
        '<title>Bridge vote</title>\n<docdata><doc-id id-string="np-1"/><date.issue norm="20230321T101500Z"/>'
        '<doc.copyright year="2023" holder="Nordpress"/></docdata>\n<pubdata type="print" name="Aune Courier"/>\n</head>\n'
        f"<body>\n<body.head>\n<hedline><hl1>{TITLE}</hl1><hl2>{STANDFIRST}</hl2></hedline>\n"
        f"<byline>By <person>{AUTHOR}</person><byttl>Political editor</byttl></byline>\n<distributor>Nordpress</distributor>\n"
        "<dateline><location>LINDHOLM</location></dateline>\n</body.head>\n<body.content>\n"
        f"{body}<hl2>What it costs</hl2><ul><li>A bridge: 14 million euros</li></ul>\n"
        '<media media-type="image"><media-reference source="a.jpg"/><media-caption><p>The bridge in 2019</p></media-caption>'
        "<media-producer>Foto Lie</media-producer></media>\n</body.content>\n<body.end><tagline>Nordpress</tagline></body.end>\n"
        "</body>\n</nitf>\n"
    )


def newsml() -> str:
    """A NewsML-G2 message of a text, a picture and a withdrawn story."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">\n<header>'
        "<sent>2023-03-21T10:20:00Z</sent></header>\n<itemSet>\n"
        + _news_item(
            "tag:nordpress.example,2023:1",
            "ninat:text",
            "stat:usable",
            f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
            f"</head><body><h1>{TITLE}</h1>{html_paragraphs()}</body></html></inlineXML>",
        )
        + _news_item(
            "tag:nordpress.example,2023:2",
            "ninat:picture",
            "stat:usable",
            '<remoteContent href="a.jpg" contenttype="image/jpeg"/>',
        )
        + _news_item(
            "tag:nordpress.example,2023:3",
            "ninat:text",
            "stat:canceled",
            "<inlineData>Old words.</inlineData>",
        )
        + "</itemSet>\n</newsMessage>\n"
    )


def _news_item(guid: str, kind: str, status: str, content: str) -> str:
    return (
        f'<newsItem guid="{guid}" version="1" xml:lang="en"><rightsInfo><copyrightHolder literal="Nordpress AS"/>'
        f'</rightsInfo><itemMeta><itemClass qcode="{kind}"/><provider literal="NP"><name>Nordpress</name></provider>'
        f'<versionCreated>2023-03-21T10:18:00Z</versionCreated><pubStatus qcode="{status}"/></itemMeta>'
        "<contentMeta><contentCreated>2023-03-21T10:15:00+01:00</contentCreated>"
        f'<by>By {AUTHOR}</by><dateline>LINDHOLM, March 21</dateline><headline>{TITLE}</headline><language tag="en-GB"/>'
        f"</contentMeta><contentSet>{content}</contentSet></newsItem>\n"
    )


def nexis() -> str:
    """Two stories as Nexis Uni writes them."""
    one = (
        "{title}\n{outlet}\n{date} 10:00 AM GMT\n\nCopyright 2023 {outlet} All Rights Reserved\n\nSection: NEWS; Pg. 3\n"
        "Length: 112 words\nByline: {author}\nHighlight: {standfirst}\nBody\n\n\n{words}\n\n\n\n\nClassification\n\n\n"
        "Language: ENGLISH\n\nPublication-Type: Newspaper\n\nSubject: BRIDGES (90%)\n\nLoad-Date: March 22, 2023\n\n\n"
        "End of Document\n\n\n"
    )
    first = one.format(
        title=TITLE, outlet="Aune Courier (Lindholm)", date="March 21, 2023 Tuesday", author=AUTHOR,
        standfirst=STANDFIRST, words=WORDS,
    )  # fmt: skip
    second = one.format(
        title="Ferry runs again", outlet="The Northern Post", date="March 20, 2023 Monday", author="Jon Lie",
        standfirst="After two years", words="The ferry over the Aune ran again on Monday, after two years in dock.",
    )  # fmt: skip
    return first + second


def lexis() -> str:
    """Two stories as the older LexisNexis writes them, wrapped by hand and centred."""
    wrapped = (textwrap.fill(one, 80, initial_indent="   ") for one in PARAGRAPHS)
    words = "\n\n".join(wrapped) + "\n"
    one = (
        "\n                               {number} of 2 DOCUMENTS\n\n\n                          {outlet}\n\n"
        "                             {date}\n\n{title}\n\nBYLINE: {author}\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 112 words\n\n"
        "DATELINE: LINDHOLM\n\n\n{words}\n\nLOAD-DATE: March 22, 2023\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n"
        "                      Copyright 2023 {outlet}\n                              All Rights Reserved\n\n\n"
    )
    return "".join(
        one.format(number=number, outlet=outlet, date=date, title=title, author=author, words=words)
        for number, outlet, date, title, author in (
            (1, "Aune Courier (Lindholm)", "March 21, 2023 Tuesday", TITLE, AUTHOR),
            (2, "The Northern Post", "March 20, 2023 Monday", "Ferry runs again", "Jon Lie"),
        )
    )


def factiva() -> str:
    """Two stories as Factiva writes them without tags."""
    return (
        f"News\n{TITLE}\nBy {AUTHOR}\n112 words\n21 March 2023\n10:15\nAune Courier\nAUNCO\nEnglish\n"
        f"Copyright 2023. Aune Courier AS. All rights reserved.\n\n{WORDS}\n\nAune Courier AS\n\nDocument AUNCO00020230321ej3l0001x\n\n"
        "Ferry runs again\n14 words\n20 March 2023\nThe Northern Post\nNORPO\nEnglish\n(c) 2023 The Northern Post\n\n"
        "The ferry over the Aune ran again on Monday, after two years in dock.\n\nDocument NORPO00020230320ej3k0002y\n"
    )


def factiva_tagged() -> str:
    """Two stories as Factiva writes them with tags."""
    return (
        f"SE   News\nHD   {TITLE}\nBY   By {AUTHOR}\nWC   112 words\nPD   21 March 2023\nET   10:15\nSN   Aune Courier\n"
        f"SC   AUNCO\nLA   English\nCY   Copyright 2023. Aune Courier AS.\nLP   {PARAGRAPHS[0]}\nTD\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\n"
        "NS   gcat : Political/General News\nAN   Document AUNCO00020230321ej3l0001x\n\n"
        "HD   Ferry runs again\nWC   14 words\nPD   20 March 2023\nSN   The Northern Post\nSC   NORPO\nLA   English\n"
        "LP   The ferry over the Aune ran again on Monday.\nAN   Document NORPO00020230320ej3k0002y\n"
    )


def proquest() -> str:
    """Two stories as ProQuest writes them."""
    rule = "_" * 60
    one = (
        "{rule}\n\nDocument {number} of 2\n\n{title}\n\nAuthor: {author}\n\n"
        "Publication info: {outlet}; Lindholm [Lindholm]. {date}: A.3.\n\nhttps://www.proquest.com/docview/{number}\n\n"
        "Abstract: None available.\n\nLinks: \n\nFull text: {words}\n\nSubject: Bridges\n\nLocation: Lindholm\n\n"
        "Publication title: {outlet}; Lindholm\n\nPages: A.3\n\nPublication year: 2023\n\nPublication date: {date}\n\n"
        "Publisher: Aune Courier AS\n\nLanguage of publication: English\n\nDocument URL: https://www.proquest.com/docview/{number}\n\n"
        "Copyright: Copyright Aune Courier AS {date}\n\nLast updated: 2023-03-22\n\nDatabase: Global Newsstream\n\n"
    )
    stories = (
        (1, TITLE, "Holm, Mette; Lie, Jon", "Aune Courier", "21 Mar 2023", WORDS),
        (
            2,
            "Ferry runs again",
            "Lie, Jon",
            "The Northern Post",
            "20 Mar 2023",
            "The ferry ran again on Monday.",
        ),
    )
    return "".join(
        one.format(
            rule=rule, number=number, title=title, author=author, outlet=outlet, date=date, words=words
        )
        for number, title, author, outlet, date, words in stories
    )
