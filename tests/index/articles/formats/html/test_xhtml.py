"""Pages of XHTML are read as web pages, whatever they are called."""

import pytest

from tests.index.articles.units import answers, extract

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/css" href="stil.css"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="de" lang="de"><head>
<script type="text/javascript" src="a.js"/><title>Der Saal</title></head>
<body><h1>Der Saal</h1><p>Er kostet <a id="x"/>20 Euro.</p><p/>
<p>Er ist <![CDATA[< 30 m & ]]>hell.</p></body></html>"""


@pytest.mark.parametrize("name", ["saal.xhtml", "saal.xht", "saal.txt", "saal.xml", "saal"])
def test_a_page_of_xhtml_is_read_whole(name: str) -> None:
    extraction = extract(PAGE, name)
    assert (extraction.format, extraction.draft.title) == ("html", "Der Saal")
    assert answers(extraction.draft) == ["Er kostet 20 Euro.", "Er ist < 30 m & hell."]


def test_what_a_dtd_declares_is_no_text() -> None:
    dtd = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yy">]>'
    page = PAGE.replace(PAGE[PAGE.index("<!DOCTYPE") : PAGE.index("<html")], dtd)
    draft = extract(page.replace("hell", "hell &x;"), "saal.xhtml").draft
    assert answers(draft) == ["Er kostet 20 Euro.", "Er ist < 30 m & hell &x;."]
