"""What holds for every page of a site: links that lead somewhere, nothing from elsewhere, a frame that is whole."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from publish.web import broken_links, pages

SCOPES = ("row", "col", "rowgroup", "colgroup")


def test_every_link_within_the_site_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    assert broken_links(site) == []


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    elsewhere = [(page.path, address) for page in pages(site) for address in page.fetched() if urlsplit(address).netloc]
    assert elsewhere == []


def test_every_page_has_one_heading_a_title_and_a_language(site: Path) -> None:
    for page in pages(site):
        [heading] = page.tree.css("h1")
        assert heading.text(strip=True), page.path
        [title] = page.tree.css("head > title")
        assert title.text(strip=True), page.path
        language = "en" if page.path.startswith("en/") else "nl"
        [root] = page.tree.css("html")
        assert root.attributes["lang"] == language


def test_every_table_has_a_caption_and_headers_with_a_scope(site: Path) -> None:
    for page in pages(site):
        for table in page.tree.css("table"):
            caption = table.css_first("caption")
            assert caption is not None, page.path
            assert caption.text(strip=True), page.path
            assert all(
                cell.attributes.get("scope") in ("row", "col", "rowgroup", "colgroup") for cell in table.css("th")
            )


def test_every_picture_has_a_name_or_is_hidden_from_readers(site: Path) -> None:
    for page in pages(site):
        for picture in page.tree.css("svg"):
            named = picture.css_first("title") is not None or picture.attributes.get("aria-label")
            assert named or picture.attributes.get("aria-hidden") == "true", page.path


def test_every_page_is_there_in_both_languages(site: Path) -> None:
    paths = {page.path for page in pages(site)}
    english = {path.removeprefix("en/") for path in paths if path.startswith("en/")}
    assert english == {path for path in paths if not path.startswith("en/")}


def test_ids_are_given_once(site: Path) -> None:
    for page in pages(site):
        ids = [node.attributes["id"] for node in page.tree.css("[id]")]
        assert len(ids) == len(set(ids)), page.path
