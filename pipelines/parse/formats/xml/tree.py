"""Text to an XML tree, without trusting it: no entities, no network, no more elements than memory bears.

Belongs here: parsing, and what any kind of XML needs to read a tree. Not here: what elements mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from pipelines.parse.formats.html.tree import NOT_IN_XML

MAX_MARKS = 3_000_000
"""Signs that start tags and attributes: a tree takes a hundred times the bytes of what they start."""
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
ENTITY_DECLARATION = re.compile(r"<!ENTITY\s", re.IGNORECASE)
NAMED_CHARACTER = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
NUMBERED_CHARACTER = re.compile(r"&#(?:0*(\d+)|[xX]0*([0-9A-Fa-f]+));?")
NOT_IN_NAME = re.compile(r"[^A-Za-z0-9-]")
LAST_CODE_POINT = 0x10FFFF
OWN_TO_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
LAST_CLOSED = re.compile(r"</\s*([^\s>]+)\s*>\s*(?:<!--.{0,1000}-->\s*)*$", re.DOTALL)
TAIL = 2000


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document, the text it came from, and what had to be passed over."""

    root: etree._Element
    text: str
    mistake: str | None = None
    is_cut: bool = False

    def is_whole(self, last: etree._Element) -> bool:
        """Whether the last element of its name is closed in the text, where the text may have been cut."""
        if not self.is_cut:
            return True
        prefix = f"{last.prefix}:" if last.prefix else ""
        name = prefix + local_name(last)
        opened = max(self.text.rfind(f"<{name}{mark}") for mark in (">", " ", "\n", "\t"))
        return self.text.rfind(f"</{name}") > opened


@dataclass(frozen=True, slots=True)
class NotXml:
    """Why a text gives no tree."""

    reason: str
    detail: str | None = None


def parse(text: str) -> Tree | NotXml:
    """The tree of an XML text; mistakes are passed over where elements can still be told apart."""
    if ENTITY_DECLARATION.search(text):
        return NotXml("the XML declares entities of its own; such files are not read, as they may be bombs")
    marks = text.count("<") + text.count("=")
    if marks > MAX_MARKS:
        return NotXml(f"the XML has too many elements to be read (limit {MAX_MARKS})", f"about {marks}")
    cleaned = NAMED_CHARACTER.sub(_character, NOT_IN_XML.sub("", DECLARATION.sub("", text, count=1)))
    cleaned = NUMBERED_CHARACTER.sub(_numbered, cleaned)
    data = cleaned.strip().encode()
    root, mistake = _parsed(data, recover=False)
    if root is None:
        root, _ = _parsed(data, recover=True)
    if root is None or not isinstance(root.tag, str):
        return NotXml("the XML cannot be read: it holds no element", mistake)
    return Tree(root, cleaned, mistake, is_cut=mistake is not None and not _is_closed(root, cleaned))


def _character(found: re.Match[str]) -> str:
    """The character that HTML means by a name: feeds use them without declaring them."""
    return found[0] if found[1] in OWN_TO_XML else html5.get(f"{found[1]};", found[0])


def _numbered(found: re.Match[str]) -> str:
    """A numbered character as it is, or U+FFFD where the number is none that XML may hold."""
    digits = found[1] or found[2]
    number = int(digits, 10 if found[1] else 16) if len(digits) < 8 else LAST_CODE_POINT + 1
    is_sound = number <= LAST_CODE_POINT and not NOT_IN_XML.match(chr(number))
    return found[0] if is_sound else "\ufffd"


def _parsed(data: bytes, *, recover: bool) -> tuple[etree._Element | None, str | None]:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=False,
        strip_cdata=True,
    )
    try:
        return etree.fromstring(data, parser=parser), None
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, str(error)[:300]


def _is_closed(root: etree._Element, text: str) -> bool:
    last = LAST_CLOSED.search(text[-TAIL:])
    return last is not None and last[1].rpartition(":")[2] == local_name(root)


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a local name, in any namespace."""
    return (child for child in element if local_name(child) == name)


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Everything inside an element that has one of these local names, in document order."""
    return (one for one in element.iter() if one is not element and local_name(one) in names)


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element on a path of local names of children."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def text_of(element: etree._Element | None) -> str | None:
    """All words inside an element on one line; None where there are none."""
    if element is None:
        return None
    return " ".join("".join(map(str, element.itertext())).split()) or None


def first_text(element: etree._Element | None, *paths: str) -> str | None:
    """The words at the first of these paths (local names, `/` between them) that has any."""
    for path in paths:
        found = text_of(first(element, *path.split("/")))
        if found:
            return found
    return None


def markup_of(element: etree._Element) -> str:
    """An element as HTML, freed of namespaces: for fields whose content is XHTML."""
    bare = deepcopy(element)
    bare.tail = None
    for one in bare.iter():
        if isinstance(one.tag, str):
            one.tag = NOT_IN_NAME.sub("", local_name(one)) or "span"
    etree.cleanup_namespaces(bare)
    return etree.tostring(bare, encoding="unicode", method="html")
