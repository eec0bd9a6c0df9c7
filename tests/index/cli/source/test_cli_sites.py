"""`belegbot source add-site`, in a process of its own."""

from tests.index.articles.web.web_server import Site
from tests.index.cli.source.test_cli_watching import site
from tests.index.cli.test_cli import Run, belegbot, parsed
from tests.index.sites.siting import page, sitemap
from tests.index.watching.pages import serve

__all__ = ["belegbot", "site"]


def test_what_would_come_is_shown_asked_about_and_added(belegbot: Run, site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 0.1\nDisallow: /intern\n")
    one = serve(site, "/b", "Auf /b steht nur ein Satz.")
    urls = [page(site, "/a"), one, "https://anderswo.example/", f"{site.url}/intern"]
    url = site.page("/sitemap.xml", sitemap([*urls, f"{site.url}/weg"]), "text/xml")

    refused = belegbot("source", "add-site", url, stdin="n\n", language="de_DE")
    assert refused.returncode == 1
    shown = refused.stdout.splitlines()
    assert shown[:3] == [f"Sitemap {url}", "Seite /a  2 Sätze, 1 kB", f"    {urls[0]}"]
    assert shown[3] == "Freibad  1 Satz, 1 kB"
    assert "    auf einer anderen Website: 1 (https://anderswo.example/)" in shown
    assert f"    nicht für Programme (robots.txt): 1 ({urls[3]})" in shown
    assert f"    nicht lesbar: 1 ({site.url}/weg)" in shown
    assert parsed(belegbot("source", "list", "--json")) == []

    done = belegbot("source", "add-site", url, "--yes", "--watch", "--limit", "1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "1 page was added."
    [watch] = parsed(belegbot("source", "list", "--watched", "--json"))
    assert (watch["url"], watch["every"]) == (urls[0], 86400)

    survey = parsed(belegbot("source", "add-site", url, "--json"))
    assert [each["url"] for each in survey["pages"]] == [urls[1]]
    assert survey["left_out"]["known"]["count"] == 1
    assert survey["added"] is None
    added = parsed(belegbot("source", "add-site", url, "--json", "--yes"))
    assert [each["operation"] for each in added["added"]] == ["add"]


def test_what_leads_nowhere_ends_with_one_line(belegbot: Run, site: Site) -> None:
    url = site.page("/sitemap.xml", b"<urlset><url>", "text/xml")
    done = belegbot("source", "add-site", url)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "can't be read as a sitemap or feed: it isn't well-formed" in done.stderr
    url = site.page("/nichts.xml", sitemap(["https://anderswo.example/"]), "text/xml")
    done = belegbot("source", "add-site", url, "--yes")
    assert (done.returncode, done.stderr) == (1, "")
    assert "Nothing of it can be added." in done.stdout


def test_new_pages_of_a_watched_site_are_offered_and_decided_on(belegbot: Run, site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 0.1\n")
    url = site.page("/sitemap.xml", sitemap([page(site, "/a")]), "text/xml")
    done = belegbot("source", "add-site", url, "--yes", "--watch", "--every", "10m")
    assert done.returncode == 0, done.stderr
    [listed] = parsed(belegbot("source", "sites", "--json"))
    assert (listed["url"], listed["every"], listed["pages"], listed["waiting"]) == (url, 600, 1, [])
    assert parsed(belegbot("source", "reread", "--json")) == {"read": [], "news": [], "sites": []}

    site.page("/sitemap.xml", sitemap([f"{site.url}/a", page(site, "/neu")]), "text/xml")
    [listed] = parsed(belegbot("source", "sites", url, "--now", "--json"))
    assert listed["waiting"] == [{"url": f"{site.url}/neu", "title": "Seite /neu"}]
    assert belegbot("source", "sites", url, "--add").returncode == 0
    assert len(parsed(belegbot("source", "list", "--watched", "--json"))) == 2

    site.page("/sitemap.xml", b"<urlset>", "text/xml")
    broken = belegbot("source", "sites", url, "--now")
    assert broken.returncode == 1
    assert "it isn't well-formed" in broken.stderr
    stopped = belegbot("source", "sites", url, "--stop")
    assert (stopped.returncode, stopped.stdout) == (
        0,
        f"“{url}” isn't read for new pages any more; its articles stay.\n",
    )
    assert belegbot("source", "sites").stdout == "No site is watched.\n"
    unknown = belegbot("source", "sites", url, "--add", language="de_DE")
    assert unknown.returncode == 1
    assert unknown.stderr == (
        "Diese Website wird nicht (mehr) beobachtet. Es wurde nichts geändert.\n"
    )
    assert belegbot("source", "sites", "--add").returncode == 2
    assert belegbot("source", "sites", url, "--add", "--stop").returncode == 2
