"""Text to what it says: mentions, quotes, quantities and statements, in one language pass per article.

Belongs here: functions of the words of one document, and the word lists they use (`lexicon/`). Not
here: anything that looks at two documents at once, nor units converted or periods resolved.
"""

from pipelines.extract.document import extract_documents
from pipelines.extract.language import load
from pipelines.extract.records import DocumentInput, Found, SegmentInput

__all__ = ["DocumentInput", "Found", "SegmentInput", "extract_documents", "load"]
