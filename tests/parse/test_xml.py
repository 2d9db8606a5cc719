"""Feeds and agency XML: items, fields, and XML that is hostile, cut off or of no known kind."""

from __future__ import annotations

import pytest
from reading import document, documents, failure, failures, outcomes, shape

from benchmarks.seeds import AUTHOR, PARAGRAPHS, STANDFIRST, TITLE, atom, html_paragraphs, newsml, nitf, rss
from pipelines.parse import ParsedDocument, ReadFailure

BODY = [("body", one) for one in PARAGRAPHS]


def feed(items: str, title: str = "Aune Courier") -> bytes:
    head = f"<rss version='2.0'><channel><title>{title}</title><link>https://aunecourier.example/</link>"
    return f"{head}{items}</channel></rss>".encode()


def first_date(found: ParsedDocument) -> tuple[str, str]:
    return found.dates[0].basis, found.dates[0].published_from.isoformat()


def test_an_rss_feed_gives_a_document_per_item() -> None:
    full, short = documents(rss().encode(), "a.rss")
    assert (full.member, full.url) == ("ac-1001", "https://www.aunecourier.example/2023/bridge")
    assert shape(full) == [
        ("title", TITLE),
        ("standfirst", f"{STANDFIRST} – a report"),
        *BODY,
        ("heading", "Next"),
        ("list_item", "Vote in June"),
        ("caption", "The bridge in 2019"),
    ]
    (article,) = full.articles
    assert (article.byline, article.outlet, article.outlet_basis) == (AUTHOR, "Aune Courier", "metadata")
    assert (article.language, first_date(full)) == ("en-GB", ("metadata", "2023-03-21"))
    assert shape(short) == [
        ("title", "Ferry runs again"),
        ("body", "The ferry over the Aune ran again on Monday."),
    ]
    assert short.articles[0].byline == "Jon Lie"


def test_an_atom_feed_gives_a_document_per_entry() -> None:
    full, short = documents(atom().encode(), "a.atom")
    assert shape(full) == [("title", TITLE), ("standfirst", STANDFIRST), *BODY]
    assert (full.member, full.url) == ("urn:ac:1001", "https://aunecourier.example/b")
    assert shape(short)[0] == ("title", "Ferry runs again")
    assert first_date(short) == ("metadata", "2023-03-20")


def test_rdf_is_read_like_rss() -> None:
    data = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Aune Courier</title></channel><item>"
        f"<title>{TITLE}</title><link>https://a.example/1</link><description>{STANDFIRST}.</description>"
        "<dc:date>2023-03-21</dc:date></item></rdf:RDF>"
    )
    found = document(data.encode(), "a.rdf")
    assert shape(found) == [("title", TITLE), ("body", f"{STANDFIRST}.")]
    assert first_date(found) == ("metadata", "2023-03-21")


def test_the_source_of_a_collected_item_is_its_outlet() -> None:
    item = (
        f"<item><title>{TITLE} - The Post</title><source url='https://post.example'>The Post</source></item>"
    )
    (article,) = document(feed(item, "Collected"), "a.rss").articles
    assert (article.title, article.outlet) == (TITLE, "The Post")


def test_a_link_to_another_house_is_not_the_feeds_own() -> None:
    (article,) = document(
        feed(f"<item><title>{TITLE}</title><link>https://post.example/1</link></item>"), "a.rss"
    ).articles
    assert (article.outlet, article.outlet_basis) == ("post.example", "url")


def test_items_of_the_same_name_keep_apart() -> None:
    item = "<item><guid>1</guid><title>Ferry runs again</title></item>"
    assert [one.member for one in documents(feed(item * 3), "a.rss")] == ["1", "item 2", "item 3"]


def test_a_feed_cut_off_keeps_its_whole_items() -> None:
    data = rss().encode()
    whole, cut = outcomes(data[: data.index(b"ran again on Monday")], "a.rss")
    assert isinstance(whole, ParsedDocument)
    assert isinstance(cut, ReadFailure)
    assert "cut off" in cut.reason


def test_a_mistake_in_the_middle_is_passed_over_and_said() -> None:
    item = "<item><title>Fish & chips <b>again</title></item><item><title>Ferry runs again</title></item>"
    found = documents(feed(item), "a.rss")
    assert found
    assert all("mistakes in the XML" in one.repairs[0] for one in found)


def test_a_nitf_story() -> None:
    found = document(nitf().encode(), "a.xml")
    assert shape(found) == [
        ("title", TITLE),
        ("standfirst", STANDFIRST),
        ("byline", f"By {AUTHOR} Political editor"),
        ("dateline", "LINDHOLM"),
        *BODY[1:],
        ("heading", "What it costs"),
        ("list_item", "A bridge: 14 million euros"),
        ("caption", "The bridge in 2019"),
        ("credit", "Foto Lie"),
        ("credit", "Nordpress"),
    ]
    (article,) = found.articles
    assert (article.byline, article.outlet, article.origin) == (AUTHOR, "Aune Courier", "Nordpress")
    assert {article.outlet_basis, article.origin_basis} == {"metadata"}
    assert first_date(found) == ("metadata", "2023-03-21")


def test_a_newsml_message() -> None:
    (story,) = documents(newsml().encode(), "a.xml")
    assert story.member == "tag:nordpress.example,2023:1"
    assert shape(story) == [
        ("title", TITLE),
        ("byline", f"By {AUTHOR}"),
        ("dateline", "LINDHOLM, March 21"),
        *BODY,
    ]
    (article,) = story.articles
    assert (article.outlet, article.byline, article.language) == ("Nordpress", AUTHOR, "en-GB")
    (withdrawn,) = failures(newsml().encode(), "a.xml")
    assert "withdrawn" in withdrawn.reason


def test_nitf_inside_newsml() -> None:
    inner = nitf()[nitf().index("<nitf") :]
    data = (
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='x'><itemMeta><provider qcode='p:NP'/>"
        f"</itemMeta><contentMeta/><contentSet><inlineXML>{inner}</inlineXML></contentSet></newsItem>"
    )
    found = document(data.encode(), "a.xml")
    assert shape(found)[:2] == [("title", TITLE), ("standfirst", STANDFIRST)]
    assert (found.member, found.articles[0].outlet) == (None, "NP")


def test_the_first_generation_of_newsml() -> None:
    data = (
        "<NewsML><NewsItem><Identification><NewsIdentifier><DateId>20230321</DateId></NewsIdentifier></Identification>"
        "<NewsComponent><NewsLines>"
        f"<HeadLine>{TITLE}</HeadLine><ByLine>By {AUTHOR}</ByLine></NewsLines>"
        "<AdministrativeMetadata><Provider><Party FormalName='NP'/></Provider></AdministrativeMetadata>"
        f"<ContentItem><DataContent>{html_paragraphs()}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
    found = document(data.encode(), "a.xml")
    assert shape(found) == [("title", TITLE), *BODY]
    assert (found.articles[0].outlet, found.articles[0].byline) == ("NP", AUTHOR)
    assert first_date(found) == ("metadata", "2023-03-21")


def test_xhtml_is_a_page() -> None:
    data = f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{TITLE}</h1>{html_paragraphs()}</body></html>"
    assert document(data.encode(), "a.xml").format == "html"


ITEM = "<rss><channel><item><title>&b;</title></item></channel></rss>"
BOMB = f"<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>{ITEM}"
OUTSIDE = f"<!DOCTYPE rss [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>{ITEM}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, "entities of its own"),
        (OUTSIDE, "entities of its own"),
        ("<export><story>Words</story></export>", "root element is <export>"),
        ("<urlset/>", "site map"),
        ("plain words", "holds no element"),
        ("<rss><channel/></rss>", "holds no story"),
        ("<rss><channel><item><title>Wo", "cut off"),
        (nitf()[:900], "ends too early"),
        ("<a/>" * 1_600_000 + "=" * 1_500_000, "too many elements"),
        ("<packageItem/>", "package"),
    ],
)
def test_what_cannot_be_read_has_a_reason(data: str, reason: str) -> None:
    assert reason in failure(data.encode(), "a.xml").reason


@pytest.mark.parametrize("declared", ["UTF-8", "ISO-8859-1", "no-such-thing", "UTF-16"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    data = rss().replace("UTF-8", declared, 1).encode()
    assert documents(data, "a.rss")[0].member == "ac-1001"


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    head = "<?xml version='1.0' encoding='windows-1251'?>"
    text = f"{head}<rss><channel><item><title>Мост закрыт</title></item></channel></rss>"
    assert document(text.encode("cp1251"), "a.rss").text == "Мост закрыт"
