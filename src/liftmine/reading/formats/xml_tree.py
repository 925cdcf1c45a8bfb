"""XML of office documents: trees with bare names, and a refusal of entities before anything is parsed."""

import xml.etree.ElementTree as ET
from typing import NoReturn
from xml.parsers import expat

from liftmine.errors import Reason
from liftmine.reading.layout.pieces import Unreadable

MAX_DEPTH = 200  # nested elements: word processors write a few dozen, and recursion has an end


def parse_xml(data: bytes | None) -> ET.Element | None:
    """The tree with bare tag and attribute names; raises `Unreadable` where a DTD is declared or the XML is broken."""
    if data is None:
        return None
    look = expat.ParserCreate()
    look.StartDoctypeDeclHandler = _refuse_doctype
    try:
        look.Parse(data, True)
        root = ET.fromstring(data)  # noqa: S314
    except (expat.ExpatError, ET.ParseError, LookupError):
        raise Unreadable(Reason.TRUNCATED) from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _refuse_doctype(*_: object) -> NoReturn:
    raise Unreadable(Reason.XML_DTD)


def attribute(element: ET.Element | None, name: str = "val") -> str | None:
    """The value of an attribute in whatever namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
