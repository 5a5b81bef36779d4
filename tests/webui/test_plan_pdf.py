"""The PDF: offered only where it can be made, and made of nothing but our own files."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.webui.fakes import FakeDirectory
from webui.plan import pdf
from webui.plan.shortlist import codes_of


@pytest.fixture
def sheet(fake: FakeDirectory) -> str:
    return f"/plan/{codes_of((fake.listed[0].id,), fake)}"


def test_without_the_extra_there_is_neither_button_nor_file(
    client: FlaskClient, sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "is_installed", lambda: False)
    assert "sheet.pdf" not in client.get(sheet).text
    assert client.get(f"{sheet}/sheet.pdf").status_code == 404


def test_with_the_extra_the_sheet_is_made_of_the_page(
    client: FlaskClient, sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def fake_pdf(html: str) -> bytes:
        made.append(html)
        return b"%PDF-fake"

    monkeypatch.setattr(pdf, "is_installed", lambda: True)
    monkeypatch.setattr(pdf, "make_pdf", fake_pdf)
    assert f'href="{sheet}/sheet.pdf"' in client.get(sheet).text
    answer = client.get(f"{sheet}/sheet.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sheet.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Sale Youth Counselling" in made[0]


def test_pdf_reads_our_own_style_sheets() -> None:
    body, kind = pdf.own_file("https://signpost.invalid/static/plan.0123456789ab.css")
    assert kind == "text/css"
    assert body.startswith(b"/* My list")


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/static/plan.0123456789ab.css",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "https://signpost.invalid/static/../app.py",
        "https://signpost.invalid/static/..%2fapp.x.py",
        "https://signpost.invalid/etc/passwd",
        "ftp://signpost.invalid@elsewhere.example/static/plan.0.css",
        "data:text/css,x",
        "",
    ],
)
def test_pdf_reads_nothing_else(address: str) -> None:
    with pytest.raises(pdf.ForeignAddress):
        pdf.own_file(address)
