"""Any table: columns guessed in four languages, corrected by people, remembered."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desireline.reach.imports import dates, values
from desireline.reach.imports import records as r
from desireline.reach.imports.formats.generic import tables
from desireline.reach.imports.mapping import TableGuess, as_data, date_order, guess, mapping_key, validated
from desireline.reach.imports.sources import open_source
from desireline.reach.imports.words import Refusal
from tests.reach.imports import archives as a
from tests.reach.imports.reading import counts, everything, only, said

PROPOSALS = (
    ",id,url,code,title,userId,date,summary,text,numComments,status,numSupports\n"
    "0,7,/p/7,X-7,Calles limpias,98,2015-09-15,Algo básico.,,188,archived,6560\n"
    "1,8,/p/8,X-8,Más sombra,27,2015-09-16,Árboles.,Muchos árboles.,3,open,41\n"
)
COMMENTS = (
    ",id,parentId,proposalId,page,userId,userType,date,time,text,numVotes\n"
    "0,17,-1,7,3,27,,2015-09-15,0 days 10:50:19,Está en el programa.,1\n"
    "1,18,17,7,3,55,,2015-09-15,0 days 11:07:10,No se cumple.,1\n"
)


def guessed(path: Path) -> TableGuess:
    with open_source(path) as source:
        return guess(tables(source)[0])


@pytest.mark.parametrize("together", ["files", "zip"])
def test_ideas_and_comments_of_a_city(tmp_path: Path, together: str) -> None:
    ideas, comments = tmp_path / "proposals.csv", tmp_path / "comments.csv"
    ideas.write_text(PROPOSALS)
    comments.write_text(COMMENTS)
    if together == "zip":
        archive = a.zipped(
            tmp_path / "city.zip", {"proposals.csv": PROPOSALS.encode(), "comments.csv": COMMENTS.encode()}
        )
        records = everything(archive, expect="generic")
    else:
        records = everything(ideas, comments, expect="generic")
    idea = only(records, r.IdeaRecord)[1]
    assert (idea.source_id, idea.title, idea.author, idea.unattributed_votes) == ("8", "Más sombra", "27", 41)
    assert idea.body == "Árboles.\n\nMuchos árboles."
    first, second = only(records, r.CommentRecord)
    assert (first.parent, second.parent, second.idea) == ("", "17", "7")
    assert second.created == datetime(2015, 9, 15, 11, 7, 10, tzinfo=UTC)
    assert not only(records, r.Skip)


@pytest.mark.parametrize(
    ("header", "line", "expected"),
    [
        (
            "Nr;Titel;Beschreibung;Ersteller;Erstellt am;Stimmen",
            "1;Neu;Text hier;Ann;3.4.2024;5",
            "title body author_name created votes",
        ),
        (
            "Identifiant,Titre,Texte,Auteur,Date de création,Statut",
            "1,Neuf,Le texte,Ann,3 avril 2024,prévu",
            "title body author_name created status",
        ),
        (
            "Código,Título,Descripción,Usuario,Fecha,Apoyos",
            "1,Nuevo,Texto aquí,Ann,3 de abril de 2024,9",
            "title body author_name created votes",
        ),
        (
            "Idea Name,Idea Description,Idea Status,Creation Date,Author Email,Tags",
            "A b,Words,Open,Apr 3 2024,a@b.co,x",
            "title body status created author_email tags",
        ),
    ],
)
def test_four_languages(tmp_path: Path, header: str, line: str, expected: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"{header}\n{line}\n")
    found = guessed(path)
    assert found.mapping.kind == "ideas"
    assert set(expected.split()) <= set(found.mapping.columns)
    idea = only(everything(path), r.IdeaRecord)[0]
    assert idea.created == datetime(2024, 4, 3, tzinfo=UTC)


def test_workbook_with_sheets(tmp_path: Path) -> None:
    path = a.workbook(
        tmp_path / "w.xlsx",
        {
            "Ideas": [
                ["ID", "Title", "Votes", "Created"],
                [1, "One", 4, datetime(2024, 4, 3)],  # noqa: DTZ001
                [2, "=1+1", 0, None],
            ],
            "Votes": [["Idea ID", "Voter email"], [1, "ann@example.com"]],
            "Notes": [["whatever"], ["x"]],
        },
    )
    records = everything(path, expect="generic")
    assert counts(records)["VoteRecord"] == 1
    assert [(i.source_id, i.unattributed_votes) for i in only(records, r.IdeaRecord)] == [("1", 4)]
    assert "not brought in" in said(records)


def test_workbook_as_spreadsheet_programs_write_it(tmp_path: Path) -> None:
    """Texts in a table of their own; a formula gives its saved value, or nothing."""
    path = a.workbook(tmp_path / "w.xlsx", {"Ideas": [["x"]]})
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml")
    strings = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    a.rezipped(
        path,
        {
            "[Content_Types].xml": types.replace(b"</Types>", strings),
            "xl/sharedStrings.xml": b"<sst "
            + space
            + b"><si><t>Title</t></si><si><t>Votes</t></si><si><t>First</t></si></sst>",
            "xl/worksheets/sheet1.xml": b"<worksheet " + space + b"><sheetData>"
            b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
            b'<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
            b"</sheetData></worksheet>",
        },
    )
    idea = only(everything(path), r.IdeaRecord)[0]
    assert (idea.title, idea.unattributed_votes, idea.where.row) == ("First", 2, 3)


def test_json_objects(tmp_path: Path) -> None:
    path = tmp_path / "ideas.json"
    path.write_text(
        '[{"id": 1, "title": "One", "author": {"name": "Ann", "email": "ann@example.com"}, "labels": ["a", "b"]}]'
    )
    idea = only(everything(path), r.IdeaRecord)[0]
    assert idea.tags == ("a", "b")


def test_a_mapping_is_remembered_by_its_columns_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Alpha,Beta,When\nWords here,b,04/13/2024\n")
    with open_source(path) as source:
        table = tables(source)[0]
        good, problems = validated(
            {"kind": "ideas", "columns": {"title": "Alpha", "created": "When"}, "date_order": "mdy"}, table
        )
        assert not problems
        assert validated(as_data(good), table) == (good, [])
        _, problems = validated(
            {"kind": "ideas", "columns": {"titel": "Alpha", "body": "Gamma"}, "date_order": "?"}, table
        )
        assert [problem.field for problem in problems] == ["titel", "body", "title", "date_order"]
        assert validated({"kind": "x"}, table)[1][0].field == "kind"
    assert only(everything(path, mapping={"x.csv": as_data(good)}), r.IdeaRecord)[0].created == datetime(
        2024, 4, 13, tzinfo=UTC
    )
    assert mapping_key(["A", "numVotes"]) == mapping_key(["num_votes", "a"])
    with pytest.raises(Refusal, match="No table"):
        everything(path)


@pytest.mark.parametrize(
    "raw",
    [
        "2024-04-03",
        "2024-04-03T00:00:00Z",
        "2024-04-03 02:00:00+02:00",
        "3.4.2024",
        "03/04/2024 00:00",
        "Apr 3, 2024",
        "3 April 2024",
        "3. April 2024",
        "3 de abril de 2024",
        "3 avril 2024",
        "Wed, 03 Apr 2024 00:00:00 +0000",
        "1712102400",
        "1712102400000",
        "2024/04/03",
        "April 3rd, 2024",
        "2024-04-03 00:00:00 UTC",
        "Wednesday, 3 April 2024",
        "3-Apr-2024",
    ],
)
def test_dates(raw: str) -> None:
    assert values.when(raw) == datetime(2024, 4, 3, tzinfo=UTC)


def test_day_or_month_first() -> None:
    assert date_order(["01/02/2024", "01/13/2024"]) == "mdy"
    assert date_order(["01/02/2024", "13/01/2024"]) == "dmy"
    assert dates.from_text("04/03/2024", "mdy") == datetime(2024, 4, 3)  # noqa: DTZ001
