"""What docx, pptx and xlsx have in common: relations of parts, properties, what isn't text.

Names are compared without namespaces: there are two sets of them, and what Office writes isn't the
standard's.
"""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from index.articles.formats.office.parts.flow import Tally
from index.articles.formats.office.parts.packages import Package, attribute, local, named
from index.articles.formats.office.parts.properties import properties
from index.articles.metadata import NOTHING_KNOWN, Metadata

MACROS = "vbaProject.bin"
FALSE = {"0", "false", "off", "none"}
AUTOMATIC = ("automatisch generiert", "automatically generated", "enthält.", "ki-generierte")
"""In the descriptions of pictures that Office guesses."""


class Relation(NamedTuple):
    """Where a part points to: another's name; an address if it is `external`, never fetched."""

    kind: str
    target: str
    external: bool


def relations(package: Package, part: str) -> dict[str, Relation]:
    """Return a part's relations by their ids; "" is the package itself."""
    folder, _, name = part.rpartition("/")
    tree = package.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, Relation] = {}
    for element in [] if tree is None else named(tree, "Relationship"):
        target = element.get("Target") or ""
        external = (element.get("TargetMode") or "").lower() == "external"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = (element.get("Type") or "").rpartition("/")[2]
        found[element.get("Id") or ""] = Relation(kind, target, external)
    return found


def of_kind(found: dict[str, Relation], *kinds: str) -> Iterator[str]:
    """Yield the names of the parts that relations of some kinds lead to, each once."""
    names = [one.target for one in found.values() if one.kind in kinds and not one.external]
    yield from dict.fromkeys(names)


def main_part(package: Package) -> str:
    """Return the name of the part that all others hang on; "" if there is none."""
    return next(of_kind(relations(package, ""), "officeDocument"), "")


def content_type(package: Package, part: str) -> str:
    """Return what a part's type is said to be."""
    tree = package.tree("[Content_Types].xml")
    ending = part.rpartition(".")[2].lower()
    default = ""
    for element in [] if tree is None else tree:
        if local(element) == "Override" and (element.get("PartName") or "").lstrip("/") == part:
            return element.get("ContentType") or ""
        if local(element) == "Default" and (element.get("Extension") or "").lower() == ending:
            default = element.get("ContentType") or ""
    return default


def core(package: Package) -> Metadata:
    """Return what the document says of itself."""
    name = next(of_kind(relations(package, ""), "core-properties"), "")
    tree = package.tree(name)
    if tree is None:
        return NOTHING_KNOWN
    known = {local(element): element.text or "" for element in tree}
    return properties(
        title=known.get("title"),
        author=known.get("creator"),
        created=known.get("created"),
        modified=known.get("modified"),
    )


def macros(package: Package) -> int:
    """Count the parts that hold programs; none is run."""
    return sum(1 for name in package.names if name.endswith(MACROS))


def is_on(element: _Element | None) -> bool:
    """Tell whether a property is there and not switched off."""
    return element is not None and (attribute(element, "val") or "1").lower() not in FALSE


def number(value: str | None, default: int = 0) -> int:
    """Return a whole number that an attribute has, within reason."""
    bare = (value or "").strip()
    digits = bare.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
        return default
    return int(bare)


def picture(drawing: _Element, found: dict[str, Relation], tally: Tally) -> str:
    """Return what is said of a picture for those who don't see it; else it is counted.

    `drawing` holds its properties (`docPr`, `cNvPr`) and, if it is one, what it shows (`blip`).
    """
    says, shows, decorative = "", False, False
    for element in drawing.iter():
        name = local(element)
        if name in {"docPr", "cNvPr"} and not says:
            says = " ".join((element.get("descr") or element.get("title") or "").split())
        elif name in {"blip", "imagedata", "chart", "svgBlip"}:
            shows = True
            links = (attribute(element, "link"), attribute(element, "href"))
            if any(link in found and found[link].external for link in links):
                tally.note("external")
        elif name == "decorative":
            decorative = is_on(element)
        elif name == "shape" and not says:
            says = " ".join((element.get("alt") or "").split())
    guessed = any(mark in says.lower() for mark in AUTOMATIC)
    if shows and not decorative and (not says or guessed):
        tally.note("images")
    return says if shows and not guessed and not decorative else ""


def diagram(package: Package, drawing: _Element, found: dict[str, Relation]) -> list[str]:
    """Return the texts of a diagram (SmartArt), which stand in a part of their own."""
    texts = []
    for element in drawing.iter("{*}relIds"):
        relation = found.get(attribute(element, "dm") or "")
        tree = None if relation is None or relation.external else package.tree(relation.target)
        for point in [] if tree is None else tree.iter("{*}pt"):
            text = "".join(part.text or "" for part in point.iter("{*}t"))
            texts += [" ".join(text.split())] if text.strip() else []
    return texts
