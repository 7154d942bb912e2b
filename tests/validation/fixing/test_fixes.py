"""Every fix mends what it says it mends, and keeps its hands off the rest."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from stancebank.findings import Finding, Location, Severity
from stancebank.model.characters import is_name
from stancebank.tei.places import Places, places_of
from stancebank.validation import RULES, rule, validate
from stancebank.validation.editing import applied
from stancebank.validation.fixing import FIXES, Fault, fix_of, fixes_for
from stancebank.validation.fixing.fault import inserted_last
from stancebank.validation.fixing.licences import known_address
from stancebank.validation.inputs import inputs_of
from stancebank.validation.mending import mend
from stancebank.validation.rule import Hit

CASES = Path(__file__).parents[1] / "cases"
SOUND = CASES / "WF001" / "pass-well-formed.xml"
CODES = {row.code for row in FIXES}
FAILING = [path for code in sorted(CODES) for path in sorted((CASES / code).glob("fail-*.xml"))]

PLANNED = {"MD007", "PT010", "SP005", "ST005", "TX004", "WF003", "WF007"}
"""Rules that may be missing, though what mends their findings is there."""

BY_HAND = {
    "PT001/fail-range": "no id of a block looks like the missing one more than the others",
    "PT002/fail-name": "a name in words points at nobody",
    "PT003/fail-empty": "nobody knows what the empty pointer should say",
    "PT003/fail-half-a-range": "the length of the range is unknown",
    "PT010/fail-another-file": "where the words are is unknown",
    "SC002/fail-unknown-version": "the version may be right and the library too old",
    "MD007/fail-in-the-text": "nobody has said which language it is",
    "MD007/fail-undeclared": "nobody has said that the language is right",
    "SP005/fail-check-digit": "which digit is wrong is unknown",
    "SP005/fail-orcid": "which digit is wrong is unknown",
    "SP005/fail-place": "which digit is wrong is unknown",
    "MD012/fail-no-version": "the version of the licence is not told",
    "MD012/fail-own-terms": "whose terms are meant is unknown",
    "MD012/fail-text": "the address is that of another licence",
    "MD012/fail-words-only": "the words name no licence",
    "PV009/fail-comment-between": "nobody knows which change the comment is about",
    "PV009/fail-no-day": "no day is recorded for the program",
    "PV009/fail-nobody": "nobody knows who it was",
    "PV009/fail-nothing": "a history is not made up",
    "SC006/fail-character": "a space that is written as a reference was perhaps meant",
    "SN007/fail-less-sure": "which of the two certainties holds is unknown",
    "ST005/fail-number": "what the number means is not known",
    "SN002/fail-empty": "the range has no end to swap",
    "SN002/fail-empty-cue": "the range has no end to swap",
    "SN002/fail-reversed": "a negative length may be an end or a slip",
}
"""The cases of rules with a fix that no program should mend, and why."""


def named(path):
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", FAILING, ids=named)
def test_a_failing_case_is_mended_or_left_for_a_reason(path):
    """After the fix the finding is gone; unsafe fixes are made only when they are asked for."""
    [finding] = validate(path).findings
    [one] = inputs_of(path)
    mended = mend(one, validate, unsafe=True)
    if named(path) in BY_HAND:
        assert finding.fix is None
        assert mended.after == mended.before
        return
    assert finding.fix is not None
    assert finding.code in {one.code for one in mended.fixed}
    assert mended.kept == ()
    again = validate(evolve(one, data=mended.after))
    assert finding.code not in {one.code for one in again.findings}
    assert again.verdict == "valid"
    if not finding.fix.is_safe:
        assert mend(one, validate).after == mended.before


def test_every_reason_is_that_of_a_case():
    """A reason for a case that does not exist would hide one that does."""
    known = {row.code for row in RULES}
    assert {name for name in BY_HAND if name.partition("/")[0] in known} <= set(map(named, FAILING))


@pytest.mark.parametrize("row", FIXES, ids=lambda row: f"{row.code}-{'safe' if row.is_safe else 'unsafe'}")
def test_every_row_says_what_it_does(row):
    """In a few words that begin in lower case, for the page of the rule."""
    assert row.told[0].islower()
    assert not row.told.endswith(".")
    assert row in fixes_for(row.code)


def test_fixes_are_found_by_code():
    """A rule without a fix has none."""
    assert fixes_for("ST001") == ()
    assert {one.code for one in FIXES} - {row.code for row in RULES} <= PLANNED


def fault(code, data, message="x", line=None, column=None):
    """Return a fault in a file that could not be read, or that needs no reading."""
    place = Location(line=line, column=column)
    finding = Finding(code=code, severity=Severity.FATAL, message=message, location=place)
    return Fault(finding=finding, hit=Hit(message), data=data, places=Places(data))


@pytest.mark.parametrize(
    ("code", "data", "message", "expected"),
    [
        ("WF003", b"\xef\xbb\xbf<TEI/>", "", b"<TEI/>"),
        ("WF003", b"<TEI/>", "", None),
        ("WF007", b"<TEI>\r\n\r\r\n</TEI>", "", b"<TEI>\n\n\n</TEI>"),
        ("WF007", b"<TEI>\n</TEI>", "", None),
        (
            "WF002",
            b"<?xml version='1.0' encoding='iso-8859-1'?><TEI>\xfc</TEI>",
            "",
            "<?xml version='1.0' encoding='UTF-8'?><TEI>ü</TEI>".encode(),
        ),
        ("WF002", "\ufeff<TEI>ü</TEI>".encode("utf-16-le"), "", "<TEI>ü</TEI>".encode()),
        ("WF002", b"<TEI>\xfc</TEI>", "", None),
        ("WF002", b"<?xml version='1.0' encoding='UTF-8'?><TEI>\xfc</TEI>", "", None),
        ("WF002", b"<?xml version='1.0' encoding='no-such-thing'?><TEI/>", "", None),
        ("WF004", b'<?xml version="1.1"?><TEI/>', "", b'<?xml version="1.0"?><TEI/>'),
        ("WF004", b"<TEI/>", "", None),
        (
            "WF006",
            b"<!-- <x> --><TEI xml:id='a'>",
            "the root is TEI in no namespace",
            b"<!-- <x> --><TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id='a'>",
        ),
        ("WF006", b"<html>", "the root is html in no namespace", None),
        ("WF006", b'<TEI xmlns="">', "the root is TEI in no namespace", None),
        ("WF006", b'<TEI xmlns="urn:x">', "the root is TEI in the namespace urn:x", None),
        ("SE002", b"<p>&eacute;&amp;&foo;<!-- &eacute; --></p>", "", "<p>é&amp;&foo;<!-- &eacute; --></p>".encode()),
        ("SE002", b"<p>&foo;</p>", "", None),
    ],
)
def test_bytes_are_mended(code, data, message, expected):
    """What cannot be told from the bytes is left alone."""
    fix = fix_of(fault(code, data, message))
    assert (None if fix is None else applied(data, fix.edits)) == expected


@pytest.mark.parametrize(
    ("doctype", "expected"),
    [
        (b"<!DOCTYPE TEI>\n", b""),
        (b'<!DOCTYPE TEI SYSTEM "a>b.dtd">\r\n', b""),
        (b'<!DOCTYPE TEI [<!ENTITY x "y">]>\n', None),
    ],
)
def test_a_doctype_is_taken_away_if_it_declares_nothing(doctype, expected):
    """One that is only named in a comment stays."""
    data = b"<!-- <!DOCTYPE x> -->\n" + doctype + b"<TEI/>"
    fix = fix_of(fault("SE001", data, line=2, column=1))
    told = None if fix is None else applied(data, fix.edits).removeprefix(b"<!-- <!DOCTYPE x> -->\n")
    assert told == (None if expected is None else b"<TEI/>")


def mended(text, *, unsafe=False, name="jetty.xml", folder=None):
    """Return what becomes of a file called *name* in *folder*, and what remains to be found in it."""
    from stancebank.validation.inputs import Input  # noqa: PLC0415 - beside its only use

    path = None if folder is None else folder / name
    one = Input(source=name, path=path, folder=folder, data=text.encode())
    result = mend(one, validate, unsafe=unsafe)
    return result.after.decode(), validate(evolve(one, data=result.after)), result


def sound():
    return SOUND.read_text(encoding="utf-8").replace("pass-well-formed", "jetty")


def test_a_record_that_stands_twice_is_taken_out_with_its_line():
    """What points at it points at the first one afterwards; one that something inside of can be pointed at stays."""
    text = sound()
    first = '<annotation xml:id="st0" motivation="assessing" target="#string-range(b5,6,10)" ana="position:neutral '
    first += (
        'status:proposed" cert="high"><ptr type="holder" target="#newsroom"/><ptr type="stanceTarget" target="#cove"/>'
    )
    second = f"      {first}</annotation>\n".replace("st0", "st3")
    doubled = text.replace("    </listAnnotation>", f"{second}    </listAnnotation>")
    pointing = doubled.replace('target="#prop1"', 'target="#st3"')
    after, report, result = mended(doubled)
    assert [one.code for one in result.fixed] == ["SN007"]
    assert (after, report.findings) == (text, ())
    held = doubled.replace(second, second.replace('<ptr type="holder"', '<ptr xml:id="h" type="holder"'))
    assert mended(held)[0] == held
    assert mended(pointing)[0] == text.replace('target="#prop1"', 'target="#st2"')


def test_two_labels_on_one_line_are_both_trimmed():
    """Fixing twice is fixing once, also where the places of two findings are one."""
    text = sound().replace("<persName>Ada Lind</persName>", "<persName> Ada Lind</persName><persName>Lind </persName>")
    after, report, _ = mended(text)
    assert after == text.replace("> Ada", ">Ada").replace("Lind <", "Lind<")
    assert report.findings == ()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("CC BY 4.0", "licenses/by/4.0/"),
        ("cc-by-nc-nd-3.0", "licenses/by-nc-nd/3.0/"),
        (
            " Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International License. ",
            "licenses/by-nc-nd/4.0/",
        ),
        ("http://creativecommons.org/licenses/by-sa/2.5/legalcode", "licenses/by-sa/2.5/"),
        ("//www.creativecommons.org/licences/BY/4.0", "licenses/by/4.0/"),
        ("CC0", "publicdomain/zero/1.0/"),
        ("creativecommons.org/publicdomain/zero/1.0", "publicdomain/zero/1.0/"),
        ("CC BY", None),
        ("CC BY-ND-SA 4.0", None),
        ("CC BY 4.0 and CC BY-SA 4.0", None),
        ("not CC BY 4.0", None),
        ("CC BY 9.9", None),
        ("", None),
    ],
)
def test_a_licence_is_known_by_its_name_and_version(told, expected):
    """Nothing is added to what is said: not the version, and not more than the words name."""
    assert known_address(told) == (expected and f"https://creativecommons.org/{expected}")


HISTORY = '<revisionDesc><change when="2024-03-10" who="#encoder">First round.</change></revisionDesc>'
CHANGES = [
    '<change when="2024-03-10" who="#encoder">First round.</change>',
    '<change when="2024-04" who="#encoder">Second round.</change>',
    '<change when="2024-05-02" who="#encoder">Third round.</change>',
]


@given(st.permutations(CHANGES), st.sampled_from(["", "\n      "]))
def test_the_newest_change_comes_first(changes, gap):
    """In whatever order they stood; the white space between them stays where it is."""
    text = sound().replace(HISTORY, f"<revisionDesc>{gap}{gap.join(changes)}{gap}</revisionDesc>")
    after, report, _ = mended(text)
    assert after == sound().replace(HISTORY, f"<revisionDesc>{gap}{gap.join(reversed(CHANGES))}{gap}</revisionDesc>")
    assert report.findings == ()


@pytest.mark.parametrize("old", [' when="2024-04"', "2024-05-02"])
def test_a_history_with_a_change_of_no_day_keeps_its_order(old):
    """Where the change belongs is unknown."""
    text = sound().replace(HISTORY, f"<revisionDesc>{''.join(CHANGES).replace(old, '')}</revisionDesc>")
    assert mended(text, unsafe=True)[0] == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('when="2024-03-09"', 'when="2024"'),
        ('ref="#app"', 'ref="#lind"'),
        ('who="#tool"', 'who="#tool #encoder"'),
        ('who="#tool"', 'who="#nobody"'),
        ('<name type="program" ref="#app">', '<name type="program">'),
    ],
)
def test_a_day_is_not_guessed(old, new):
    """Only the day of the run of the only program that made a change is its day."""
    text = sound().replace('ident="pier-reader"', 'ident="pier-reader" when="2024-03-09"')
    text = text.replace('<change when="2024-03-10" who="#encoder">', '<change who="#tool">')
    assert '<change who="#tool" when="2024-03-09">' in mended(text, unsafe=True)[0]
    assert mended(text)[0] == text
    other = text.replace(old, new)
    assert other != text
    assert "<change when" not in mended(other, unsafe=True)[0]
    assert '" when="2024-03-09">First' not in mended(other, unsafe=True)[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<editorialDecl>", "<editorialDecl><normalization><p>Line ends.</p></normalization>"),
        ("<editorialDecl>", "<editorialDecl>"),
        ("<editorialDecl>*</editorialDecl>", ""),
        ("<editorialDecl>*</editorialDecl>", "<projectDesc><p>Of piers.</p></projectDesc>"),
    ],
)
def test_a_normalisation_is_declared_where_there_is_room_for_it(old, new):
    """Beside what is declared already, or in a declaration of its own."""
    path = CASES / "TF004" / "fail-several.xml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("<editorialDecl>"), text.index("</editorialDecl>") + len("</editorialDecl>")
    text = text[:start] + new + text[end:] if "*" in old else text.replace(old, new)
    after, report, result = mended(text, folder=path.parent, name=path.name)
    assert [one.code for one in result.fixed] == ["TF004"]
    assert {one.code for one in report.findings} <= {"PV006"}
    names = ("no-break spaces", "quotation marks", "spaces")
    assert ", ".join(f'<term type="normalization">{name}</term>' for name in names) in after


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="1-%ab_.", min_size=1, max_size=4))
def test_a_name_that_another_element_bears_is_not_given(name):
    """An id that no XML allows is mended to one that is a name and that nothing bears; else it is left alone."""
    text = SOUND.read_text(encoding="utf-8").replace('xml:id="prop1"', f'xml:id="{name}"').replace("#prop1", f"#{name}")
    plain = mended(text, unsafe=True)[2].fixed
    given_names = [new for one in plain if one.fix for old, new in one.fix.renamed if old == name]
    assert given_names == [] if is_name(name) else len(given_names) <= 1
    for new in given_names:
        assert is_name(new)
        taken = text.replace('xml:id="cove"', f'xml:id="{new}"').replace("#cove", f"#{new}")
        told = [one for one in validate(taken.encode()).findings if one.code == "ID002"]
        assert [one.fix for one in told] == [None]


def test_ids_are_assigned_in_document_order_and_are_new():
    """An id that is taken is passed over; the root is called like its file."""
    text = sound().replace('<place xml:id="cove">', "<place>").replace('ref="#cove"', 'rend="x"')
    extra = '<place><placeName>Bay</placeName></place><place xml:id="jetty.place.2"><placeName>Sea</placeName></place>'
    after, _, result = mended(text.replace("</listPlace>", f"{extra}</listPlace>").replace(' rend="x"', ""))
    assert {one.code for one in result.fixed} == {"ID003"}
    assert after.index('xml:id="jetty.place.1"') < after.index('xml:id="jetty.place.3"')


def test_a_root_without_id_is_called_like_its_file(tmp_path):
    """Where there is no file, or its name cannot be an id, nobody knows what it should be called."""
    text = sound().replace(' xml:id="jetty"', "", 1)
    after, _, result = mended(text, folder=tmp_path)
    assert "ID003" in {one.code for one in result.fixed}
    assert '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en" xml:id="jetty">' in after
    assert mended(text)[0] == text
    assert mended(text, folder=tmp_path, name="1 jetty.xml")[0] == text


def test_a_document_is_named_after_its_file(tmp_path):
    """So is what begins with its id, and whatever points there; an id that is taken stops it."""
    after, report, result = mended(sound(), unsafe=True, folder=tmp_path, name="quay.xml")
    assert [one.code for one in result.fixed] == ["ID004"]
    assert report.findings == ()
    assert "jetty." not in after
    assert 'target="#quay"' in after
    taken = sound().replace('xml:id="prop1"', 'xml:id="quay"').replace("#prop1", "#quay")
    assert mended(taken, unsafe=True, folder=tmp_path, name="quay.xml")[0] == taken
    assert mended(sound(), folder=tmp_path, name="quay.xml")[0] == sound()


def test_chains_are_closed_only_where_they_are_open():
    """A part that belongs to another chain keeps its neighbours."""
    text = sound().replace(' next="#q1.2"', "")
    assert 'next="#q1.2"' in mended(text)[0]
    other = text.replace('<said xml:id="q1.1"', '<said xml:id="q1.1" next="#q2"')
    after, report, _ = mended(other, unsafe=True)
    assert 'next="#q2"' in after
    assert report.verdict == "invalid"
    loose = text.replace(' prev="#q1.1"', "")
    assert mended(loose)[0] == loose
    assert 'next="#q1.2"' in mended(loose, unsafe=True)[0]


def test_values_with_references_are_left_alone():
    """What is written as a reference to a character is for people."""
    text = sound().replace('who="#critics"', 'who="critics&#x20;newsroom"')
    assert mended(text)[0] == text


def test_weights_keep_their_pointers():
    """A pointer that goes with a weight is not said once instead of twice."""
    text = sound().replace(
        "</listAnnotation>", '<alt xml:id="alt1" target="#st1 #st1" weights="0.5 0.5"/></listAnnotation>'
    )
    assert 'target="#st1 #st1"' in mended(text)[0]


def test_elements_with_a_prefix_are_given_nothing():
    """What is put into a file has none, and would be read all the same; but it would look foreign there."""
    text = sound().replace("<encodingDesc>", "<x:encodingDesc xmlns:x='http://www.tei-c.org/ns/1.0'>")
    text = text.replace("</encodingDesc>", "</x:encodingDesc>")
    assert validate(text.encode()).findings == ()
    start = text.index("<schemaRef")
    gone = text[:start] + text[text.index("/>", start) + 2 :]
    assert [one.code for one in validate(gone.encode()).findings] == ["SC002"]
    assert mended(gone)[0] == gone


def test_the_profile_is_told_by_what_a_file_holds():
    """Nothing but blocks is plain; blocks beside annotation is standoff; the header gets an encodingDesc."""
    from stancebank import Document, dumps  # noqa: PLC0415 - beside its only use

    document = Document.from_blocks("pier", [("headline", "Pier delayed")], language="en")
    text = dumps(document, profile="plain").decode()
    start, end = text.index("<encodingDesc>"), text.index("</encodingDesc>") + len("</encodingDesc>")
    after, _, result = mended(text[:start] + text[end:])
    assert "SC002" in {one.code for one in result.fixed}
    assert (
        '<encodingDesc><schemaRef type="plain" key="stancebank-1" url="urn:stancebank:schema:1"/></encodingDesc>'
        in (after)
    )
    apart = text.replace("</TEI>", '<standOff xml:id="jetty.annotations"><listPlace/></standOff></TEI>')
    after, _, _ = mended(apart[:start] + apart[end:])
    assert '<schemaRef type="standoff"' in after


def test_a_digest_is_recorded_and_a_stale_one_only_when_asked():
    """Recording a stale one anew would hide that offsets have moved."""
    text = sound()
    start = text.index('        <idno type="textSHA256">')
    gone = text[:start] + text[text.index("\n", start) + 1 :]
    assert mended(gone)[0].count(rule("TF002").good) == 1
    stale = text.replace("Boats wait", "Ships wait")
    assert mended(stale)[0] == stale
    assert mended(stale, unsafe=True)[1].findings == ()


@pytest.mark.parametrize("row", FIXES, ids=lambda row: f"{row.code}-{'safe' if row.is_safe else 'unsafe'}")
def test_a_fault_whose_place_is_unknown_is_left_alone(row):
    """A fix needs to know where it is; without that it makes no edit, and raises nothing."""
    assert row.fix(fault(row.code, b"<p/>")) is None


@pytest.mark.parametrize(
    "old", ["<encodingDesc/>", "<encodingDesc></encodingDesc>", "<encodingDesc><!-- --></encodingDesc>"]
)
def test_a_statement_goes_into_an_element_that_is_open(old):
    """An empty tag is left to people; an element without children takes it at its beginning."""
    text = sound()
    start, end = text.index("<encodingDesc>"), text.index("</encodingDesc>") + len("</encodingDesc>")
    bare = text[:start] + old + text[end:]
    tag = next(one for one in places_of(bare.encode()).tags if one.name == "encodingDesc")
    edits = tuple(inserted_last(places_of(bare.encode()), tag, "<x/>"))
    result = applied(bare.encode(), edits).decode()
    assert result == (bare if old.endswith("/>") else bare.replace("<encodingDesc>", "<encodingDesc><x/>"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('xml:id="prop1"', 'xml:id="a&#x20;b"'),
        ('<seg xml:id="q1.cue"', '<seg xml:id="b&#x35;"'),
    ],
)
def test_ids_written_with_references_are_left_alone(old, new):
    """What is written as a reference to a character is for people."""
    text = sound().replace(old, new)
    assert {"ID001", "ID002"} & {one.code for one in validate(text.encode()).findings}
    assert f" {new.split(' ', 1)[-1]}" in mended(text, unsafe=True)[0]


def at(code, text, path, attribute=None, message="x", hint=None):
    """Return a fault at an element of *text*, as a rule would tell it."""
    data = text.encode()
    places = places_of(data)
    tag = places.by_path[path]
    finding = Finding(code=code, severity=Severity.ERROR, message=message, hint=hint)
    return Fault(
        finding=finding, hit=Hit(message), data=data, places=places, tag=tag, attribute=tag.attribute(attribute)
    )


RETIRED = "the category #quay is retired since 2023"


@pytest.mark.parametrize(
    ("code", "text", "place", "message", "hint", "expected"),
    [
        (
            "MD007",
            '<a lang="pt_BR"/>',
            ("/a", "lang"),
            "the language 'pt_BR' has not the form",
            None,
            '<a lang="pt-BR"/>',
        ),
        ("MD007", '<a lang="eng"/>', ("/a", "lang"), "must be written 'en'", None, '<a lang="en"/>'),
        ("MD007", '<a lang="english"/>', ("/a", "lang"), "has not the form of BCP 47", None, None),
        ("MD007", "<a/>", ("/a", "lang"), "must be written 'en'", None, None),
        ("ST005", '<a ana="oppose x:y"/>', ("/a", "ana"), "", None, '<a ana="position:oppose x:y"/>'),
        ("ST005", '<a ana="2.0"/>', ("/a", "ana"), "", None, None),
        ("TX004", '<a ana="x #quay"/>', ("/a", None), RETIRED, "use #pier", '<a ana="x #pier"/>'),
        ("TX004", '<a><b target="#quay"/></a>', ("/a", None), RETIRED, "use #pier", '<a><b target="#pier"/></a>'),
        ("TX004", '<a ana="#quays"/>', ("/a", None), RETIRED, "use #pier", None),
        ("TX004", '<a ana="#quay"/>', ("/a", None), RETIRED, "choose another", None),
        (
            "SP005",
            "<p><idno>https://www.wikidata.org/wiki/q42</idno></p>",
            ("/p", None),
            "'https://www.wikidata.org/wiki/q42' is no identifier",
            None,
            "<p><idno>https://www.wikidata.org/wiki/Q42</idno></p>",
        ),
        ("SP005", "<p><idno>Q0</idno></p>", ("/p", None), "'Q0' is no identifier", None, None),
    ],
)
def test_values_are_written_as_the_profile_asks(code, text, place, message, hint, expected):
    """What a value should say is told by the finding or by a list; otherwise it is left alone."""
    fix = fix_of(at(code, text, *place, message, hint))
    assert (None if fix is None else applied(text.encode(), fix.edits).decode()) == expected
