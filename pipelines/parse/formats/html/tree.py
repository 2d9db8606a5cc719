"""Mark-up to a tree, whatever it holds.

Belongs here: parsing that never raises. Not here: what the tree shows (`rendering`) or states (`statements`).
"""

from __future__ import annotations

import re

from lxml import etree, html

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def parsed(text: str) -> etree._Element | None:
    """The root of a page or of a piece of one; None where nothing can be made of it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(NOT_IN_XML.sub("", text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
