"""Language tags as BCP 47 has them, as far as their form tells."""

import re
from typing import Final

__all__ = ["is_declared", "tag_fault"]

_TAG: Final = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+"
)
_LONG: Final = (
    "aaraa abkab afraf akaak amham araar argan asmas avaav aveae aymay azeaz bakba bambm belbe benbn bisbi bodbo bosbs "
    "brebr bulbg catca cescs chach chece chucu chvcv corkw cosco crecr cymcy danda deude divdv dzodz ellel engen epoeo "
    "estet euseu eweee faofo fasfa fijfj finfi frafr fryfy fulff glagd glega glggl glvgv grngn gujgu hatht hauha hebhe "
    "herhz hinhi hmoho hrvhr hunhu hyehy iboig idoio iiiii ikuiu ileie inaia indid ipkik islis itait javjv jpnja kalkl "
    "kankn kasks katka kaukr kazkk khmkm kikki kinrw kirky komkv konkg korko kuakj kurku laolo latla lavlv limli linln "
    "litlt ltzlb lublu luglg mahmh malml marmr mkdmk mlgmg mltmt monmn mrimi msams myamy nauna navnv nblnr ndend ndong "
    "nepne nldnl nnonn nobnb norno nyany ocioc ojioj orior ormom ossos panpa plipi polpl porpt pusps quequ rohrm ronro "
    "runrn rusru sagsg sansa sinsi slksk slvsl smese smosm snasn sndsd somso sotst spaes sqisq srdsc srpsr sswss sunsu "
    "swasw swesv tahty tamta tattt telte tgktg tgltl thath tirti tonto tsntn tsots tuktk turtr twitw uigug ukruk urdur "
    "uzbuz venve vievi volvo wlnwa wolwo xhoxh yidyi yoryo zhaza zhozh zulzu"
)
"""Languages that have a code of two letters besides that of three, which BCP 47 then forbids."""


def _short(code: str) -> str | None:
    return (
        next((pair[3:] for pair in _LONG.split() if pair.startswith(code)), None) if len(code) == len("eng") else None
    )


def tag_fault(tag: str) -> str | None:
    """Return what is wrong with a language tag, or None.

    Subtags are judged by their form alone, but for codes of three letters that have a shorter one.

    Example:
        >>> tag_fault("en-GB"), tag_fault("pt_BR"), tag_fault("eng")
        (None, 'has not the form of BCP 47', "must be written 'en'")
        >>> tag_fault("english")
        'has not the form of BCP 47'
    """
    found = _TAG.fullmatch(tag.lower())
    if found is None:
        return "has not the form of BCP 47"
    short = _short(found["language"] or "")
    return f"must be written {short + tag[3:]!r}" if short else None


def is_declared(tag: str, declared: frozenset[str]) -> bool:
    """Tell whether *tag*, or a wider one, is among *declared*, which are in lower case.

    Example:
        >>> is_declared("en-GB", frozenset({"en"})), is_declared("en", frozenset({"en-gb"}))
        (True, False)
    """
    parts = tag.lower().split("-")
    return any("-".join(parts[:length]) in declared for length in range(1, len(parts) + 1))
