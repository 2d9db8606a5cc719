"""Mark-up to a tree, whatever it holds.

Belongs here: parsing that never raises, and putting streamed parts where they are shown. Not here: what the
tree shows (`rendering`) or states (`statements`).
"""

from __future__ import annotations

import re

from lxml import etree, html

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
WRAPPERS = re.compile(
    r"(?:</?(?!(?:p|h[1-6]|script|style|head|title|meta|link|html|body)\b)[a-z][^<>]{0,2000}>\s*)+",
    re.IGNORECASE,
)
TOO_DEEP = "excessive depth"
STREAMED = re.compile(r"S:([0-9a-f]+)")
PLACES = ("B", "P")


def parsed(text: str) -> etree._Element | None:
    """The root of a page or of a piece of one; None where nothing can be made of it.

    Pages nested deeper than the parser allows (2,048 levels) lose their wrappers and keep their paragraphs.
    """
    text = NOT_IN_XML.sub("", text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
        last = parser.error_log.last_error
        if last is not None and TOO_DEEP in str(last.message).lower():
            root = html.document_fromstring(WRAPPERS.sub("<br>", text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    _place_streamed_parts(root)
    return root


def _place_streamed_parts(root: etree._Element) -> None:
    """Move parts that a page streams after its frame to where its script shows them.

    React sends `<div hidden id="S:1">` with what belongs where `<template id="B:1">` or `P:1` stands.
    """
    places = {element.get("id"): element for element in root.iter("template") if element.get("id")}
    if not places:
        return
    for part in list(root.iter("div")):
        name = STREAMED.fullmatch(part.get("id") or "")
        if name is None or "hidden" not in part.attrib:
            continue
        place = next((places[f"{kind}:{name[1]}"] for kind in PLACES if f"{kind}:{name[1]}" in places), None)
        if place is None or place.getparent() is None or any(one is part for one in place.iterancestors()):
            continue
        del part.attrib["hidden"], part.attrib["id"]
        place.addnext(part)
