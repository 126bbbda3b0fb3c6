"""A plain text and its language go in, the spans of its sentences come out; knows no markup and no page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

Range = tuple[int, int]


class Abbreviations(msgspec.Struct, frozen=True):
    """What a language writes with a stop that need not end a sentence.

    Entries stand without their last stop. One in small letters is met in any case; one with capitals, or of
    a single letter, only as written.
    """

    never: frozenset[str]
    """Titles and the like: more of the sentence always follows."""
    number: frozenset[str]
    """Months, "p.", "No.": the sentence goes on if a number follows."""
    maybe: frozenset[str]
    """"Inc.", "p.m.", and with them initials and acronyms: the sentence ends only if an opener follows."""
    openers: frozenset[str]
    """Words that typically begin a sentence, as they are written there."""
    ordinals: bool = False
    """Whether a number of one or two digits with a stop is an ordinal: "am 3. Oktober"."""
    words: frozenset[str] = frozenset()
    """All of them in small letters: no other word of letters alone is an abbreviation."""


def sentences(text: str, language: str = "en") -> tuple[Range, ...]:
    """Ranges ``(start, end)`` of the sentences of a plain text, in code points, in order, without overlap.

    A blank line always ends a sentence, a single line end never does. The ranges hold every character that is not
    white space, and begin and end with such a one. ``language`` is a BCP 47 tag; one without a table of its own
    goes by the rules and the few abbreviations that many languages share. The time is linear in the text, whatever
    it holds: a stop looks back a fixed length, and ahead to the next word.
    """
    return tuple(each_sentence(text, language))


def each_sentence(text: str, language: str = "en") -> Iterator[Range]:
    """The same, each found when it is asked for."""
    table = _table_of(language)
    start = 0
    for gap in _gaps(text):
        yield from _block_sentences(text, start, gap.start(), table)
        start = gap.end()
    yield from _block_sentences(text, start, len(text), table)


def sentences_at(text: str, places: Iterable[int], language: str = "en") -> Iterator[Range]:
    """For each place the sentence that stands at it: the last one of ``sentences`` not to start after it, or the first.

    Places that ascend cost no more than the sentences of their own blocks. The text must hold a sentence.
    """
    table = _table_of(language)
    ends, starts = [*(gap.start() for gap in _gaps(text)), len(text)], [0, *(gap.end() for gap in _gaps(text))]
    index, found, rest = -1, list[Range](), iter(list[Range]())
    for place in places:
        if bisect_right(starts, place) - 1 != index:
            index = bisect_right(starts, place) - 1
            found, rest = [], _block_sentences(text, starts[index], ends[index], table)
        while not found or found[-1][0] <= place:
            following = next(rest, None)
            if following is None:
                break
            found.append(following)
        count = bisect_right(found, (place, len(text)))
        yield found[count - 1] if count else _before(text, place, language)


def _before(text: str, place: int, language: str) -> Range:
    """The sentence at a place in white space between blocks, which are seldom asked for."""
    every = sentences(text, language)
    return every[max(0, bisect_right(every, (place, len(text))) - 1)]


def openers(language: str = "en") -> frozenset[str]:
    """Words that typically begin a sentence, as they are written there; none for a language without a table."""
    return _table_of(language).openers


@lru_cache(maxsize=256)
def _table_of(language: str) -> Abbreviations:
    return _TABLES.get(re.split("[-_]", language.lower())[0], _SHARED)


_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_GAPS = re.compile(rf"{_BLANK_LINES.pattern}|\u2029")


def _gaps(text: str) -> Iterator[re.Match[str]]:
    """What ends a sentence whatever its words say. Few texts hold U+2029, without which there is half as much to do."""
    if "\u2029" in text:
        return _GAPS.finditer(text)
    return _BLANK_LINES.finditer(text) if "\n" in text else iter(())


_STOPS_WITHOUT_SPACE = "。｡！？।॥؟۔։።፧፨။។៕"
_QUOTES = "\"'“”„‟‘’‚«»‹›「」『』"
_MARKS = f"[.!?…‼⁇⁈⁉‽{_STOPS_WITHOUT_SPACE}]"
_STOP = re.compile(
    f"(?P<marks>{_MARKS}+)"
    r"(?P<closers>(?:[\"'”’»›」』】〕〉》)\]}⁰¹²³⁴-⁹]"
    # “ and « close after a full stop (German), and open after a stop that needs no space (Chinese).
    rf"|(?<![”」』{_STOPS_WITHOUT_SPACE}])[“„‟‘‚«‹]"
    # Guillemets may stand off by a space, but before a word they open: "Er ging. »Halt!«". Then footnotes and emoji.
    r"|[ \xa0\u202f][»›](?!\w)|\[\d{1,3}\]|\ufe0f)*)"
)
_ANY_STOP = re.compile(_MARKS)
_OTHER_STOP = re.compile(_MARKS.replace(".", ""))
_FOLLOW = re.compile(rf"[\s{_QUOTES}(\[{{（【〔《〈¿¡—–―\-•*$€£]*(?P<word>\w{{0,24}})(?P<dot>\.?)")
_CARRYING = ",;:.!?…)]}/&%=+，、；：）،؛"
_SMALL_NAME = re.compile(r"[a-z]{1,3}[A-Z]|https?:|[a-z][a-z0-9-]*(?:\.[a-z]{2,})+\b")  # iPhone, login.gov
_QUOTED = re.compile(f"[{_QUOTES}]")
_SPEECH = re.compile(
    r"\s+(?:[A-Z][\w.'’-]*\s+){1,3}"
    r"(?:said|says|asked|asks|added|adds|told|tells|wrote|writes|replied|stated|cried|shouted|answered|wondered)\b"
    r"|と(?!ころ|ても|くに|りわけ)|って|など|なんて"
    r"|[^\s，。！？、]{0,6}?(?:说|說|道|问|問|喊|表示)"
)
_SEPARATOR = re.compile(rf"[\s{_QUOTES}()\[\]{{}}/—–―-]")
_ENUMERATOR = re.compile(r"\d{1,3}|[IVX]{1,5}|[A-Za-zА-Яа-я]")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_NUMBER = re.compile(r"\d|[VXLC]\b|[IVXLC]{2,}\b")  # not "I", which rather begins a sentence


def _block_sentences(text: str, start: int, end: int, table: Abbreviations) -> Iterator[Range]:
    """The sentences of a block without blank lines; none if it is all white space."""
    block = text[start:end]
    end = start + len(block.rstrip())
    start += len(block) - len(block.lstrip())
    points_alone = _has_points_alone(block)
    at = _next_stop(text, start, end, points_alone)
    while at >= 0:
        after = _plain_end(text, start, at, table.words)
        if after:
            yield start, after
            start = after + 1
        else:
            stop = _STOP.match(text, at, end)
            assert stop
            after = stop.end()
            if _ends_sentence(text, start, end, stop, table):
                yield start, after
                start = after
                while text[start].isspace():
                    start += 1
        at = _next_stop(text, after, end, points_alone)
    if start < end:
        yield start, end


def _has_points_alone(block: str) -> bool:
    """Whether the full stop is the only stop in a block."""
    if block.isascii():
        return "!" not in block and "?" not in block
    return _OTHER_STOP.search(block) is None


def _next_stop(text: str, at: int, end: int, points_alone: bool) -> int:
    """Where the next stop is, or -1. A full stop is found many times as fast as one of a class."""
    if points_alone:
        return text.find(".", at, end)
    found = _ANY_STOP.search(text, at, end)
    return found.start() if found else -1


def _plain_end(text: str, start: int, at: int, known: frozenset[str]) -> int:
    """Where the sentence from ``start`` on ends, if that takes no closer look at the stop at ``at``; otherwise 0.

    So it is in "left. It", "left.” It" and "left. “It", if the word before is a word and none of those that are
    ``known`` to be abbreviations: half of all stops and more.
    """
    after = at + 1
    if text[after : after + 1] in _CLOSING:
        after += 1
    if text[after : after + 1] != " " or text[at] != ".":
        return 0
    first = text[after + 1 : after + 2]
    if first not in _CAPITALS and not (first in _OPENING and text[after + 2 : after + 3] in _CAPITALS):
        return 0
    word = text[text.rfind(" ", start, at) + 1 or start : at]
    plain = len(word) > 1 and word.isalpha() and word[-1] not in "IVX" and word.lower() not in known
    return after if plain else 0


_CLOSING = frozenset("”\"’')")
_OPENING = frozenset("“\"‘'(")
_CAPITALS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÄÅÆÇÈÉÊÎÑÓÔÖØÜАБВГДЕЁЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯЄІЇҐ")
"""And digits: what else begins a sentence is looked at more closely."""


def _ends_sentence(text: str, start: int, end: int, stop: re.Match[str], table: Abbreviations) -> bool:
    """Whether a stop within ``text[start:end]``, a block from its latest sentence on, ends that sentence."""
    after = stop.end()
    if after == end or not (text[after].isspace() or stop["marks"][-1] in _STOPS_WITHOUT_SPACE):
        return False
    follow = _FOLLOW.match(text, after, end)
    if not follow or follow.start("word") == end:
        return False  # a closing mark that stands off, at the end of the block
    first = text[follow.start("word")]
    if first in _CARRYING or (first.islower() and not _SMALL_NAME.match(text, follow.start("word"), end)):
        return False
    if stop["marks"] == ".":
        return _full_stop_ends(text[max(start, stop.start() - 24) : stop.start()], stop.start() - start, follow, table)
    spoken = _QUOTED.search(stop["closers"]) and follow["word"] not in table.openers
    return not (spoken and _SPEECH.match(text, after, end))


def _full_stop_ends(before: str, length: int, follow: re.Match[str], table: Abbreviations) -> bool:
    """Whether a single full stop ends a sentence of which ``length`` characters, lastly ``before``, precede it."""
    token = before.rpartition(" ")[2]
    if len(token) > 1 and token.islower() and token.isalpha() and token not in table.words:
        return True  # what follows would say the same of nearly every sentence there is
    token, word = _SEPARATOR.split(before)[-1], follow["word"]
    forms = {token, token.lower() if len(token) > 1 else token}
    if forms & table.never or (forms & table.number and _NUMBER.match(word)):
        return False
    if len(token) == length and _ENUMERATOR.fullmatch(token):
        return False
    ordinal = table.ordinals and token.isdecimal() and len(token) < 3
    if ordinal or forms & table.maybe or _is_initial(token):
        surname = len(token) == 1 and word in _SURNAME_PARTICLES
        return word in table.openers and not surname and not (len(word) == 1 and follow["dot"])
    return True


def _is_initial(token: str) -> bool:
    """Whether a word before a stop is one letter, capital or of a script without capitals, or several with stops."""
    if len(token) == 1:
        return token.isupper() or "\u0590" <= token <= "\u07ff"
    return _ACRONYM.fullmatch(token) is not None


_SURNAME_PARTICLES = frozenset({"Le", "La", "Les", "Des", "El", "Los", "Las"})


def _table(
    never: str = "", number: str = "", maybe: str = "", openers: str = "", ordinals: bool = False
) -> Abbreviations:
    """A language's table with what many languages share; words apart by spaces."""
    never = f"Dr Prof Mr Mrs Ms vs cf e.g i.e ca डॉ {never}"
    number = f"no nr p pp vol art fig {number}"
    maybe = f"Inc Ltd Co Corp Jr Sr St Gen Col Lt Sgt Capt {maybe}"
    return Abbreviations(
        frozenset(never.split()),
        frozenset(number.split()),
        frozenset(maybe.split()),
        frozenset(openers.split()),
        ordinals,
        frozenset(f"{never} {number} {maybe}".lower().split()),
    )


_SHARED = _table()
_TABLES = {
    "en": _table(
        never=(
            "Messrs Gen Col Lt Sgt Capt Maj Brig Cmdr Cdr Adm Ens Cpl Pvt Pfc Spc Lieut Gov Sen Sens Rep Reps "
            "Pres Sec Amb Supt Hon Rev Msgr Fr Atty Insp Wm viz approx v Fig Figs"
        ),
        number="Nos Op ch sec para Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec",
        maybe=(
            "ed eds Mt Ft Bros Ph.D Esq al est Ave Blvd Rd Calif Conn Fla Ga Ky Mass Md Mich Minn Miss Mo Pa Tenn "
            "Tex Va Wash"
        ),
        openers=(
            "A After All Although Also An And Another Any As At Because Before Both But By Despite During Each "
            "Even Every For From Had Has He Her Here His How However I If In Instead Is It Its Last Later Many "
            "Meanwhile Most My No Nor Not Now Of On Once One Only Or Other Our Over She Since So Some Still Such "
            "That The Their Then There Therefore These They This Those Though Through Thus To Under Until Was We "
            "What When Where Whether Which While Who Why With Without Yet You Your"
        ),
    ),
    "de": _table(
        never=(
            "Hr Fr Hrn Mag Dipl Ing z.b d.h u.a i.d.r bzw bspw ggf evtl sog inkl einschl gest geb verh vgl a d h "
            "i n o s u v z Maj Hptm Oberstlt Brig"
        ),
        number="S Abb Abs Bd Kap Ziff Jan Feb Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez",
        maybe="usw etc Mio Mrd Tsd Str Chr Jh Jhs ä",
        openers=(
            "Aber Alle Als Am An Auch Auf Aus Bei Bis Da Dabei Dadurch Damit Danach Dann Das Dem Den Denn Der Des "
            "Deshalb Die Dies Diese Dieser Dieses Doch Dort Du Durch Ein Eine Einem Einen Einer Er Es Für Hier "
            "Ich Ihr Ihre Im In Jedoch Kein Keine Laut Man Mit Nach Nun Nur Ob Obwohl Ohne Seit Seine Sie So Um "
            "Und Unter Viele Vom Von Vor Während Was Weil Wenn Wer Wie Wir Wo Zudem Zu Zum Zur Zwar"
        ),
        ordinals=True,
    ),
    "fr": _table(
        never="M MM Mme Mmes Mlle Me Mgr Cdt Cne av env chap c.-à-d",
        number="n num janv févr avr juil sept oct nov déc Art Chap",
        maybe="C apr hab ex",
        openers=(
            "À Afin Ainsi Alors Après Au Aucun Aussi Autre Aux Avant Avec C Car Ce Ceci Cela Celui Ces Cet Cette "
            "Chaque Comme D Dans De Depuis Dès Des Donc Du Elle Elles En Enfin Entre Et Il Ils J Je L La Le Les "
            "Leur Leurs Lors Lorsque Mais Même Ni Notre Nous On Or Où Par Pendant Plus Pour Pourquoi Puis Quand "
            "Que Qui S Sa Sans Selon Ses Si Son Sous Sur Tous Tout Toute Tu Un Une Vers Voici Vous"
        ),
    ),
    "es": _table(
        never="Sra Srta Sres Dra Dña Lic Ing Gral Gra Cnel Cap Tte Cmdte Mons Av EE p.ej aprox",
        number="núm núms pág págs cap ene feb mar abr may jun jul ago sept oct nov dic",
        maybe="UU Ud Uds Vd D a.C d.C hab",
        openers=(
            "A Además Al Ante Antes Así Aunque Bajo Cada Como Con Cuando De Del Desde Después Donde Durante El Él "
            "Ella Ellos En Entonces Entre Era Es Esa Ese Eso Esta Está Este Esto Estos Fue Hasta Hay La Las Le Lo "
            "Los Más Mi Mientras Muchos Ni No Nos Nosotros Otra Otro Para Pero Por Porque Que Qué Quien Se Según "
            "Si Sí Sin Sobre Su Sus También Tanto Todo Todos Tras Un Una Y Ya Yo"
        ),
    ),
    "uk": _table(
        never="смт вул ім просп пл т зв див напр проф ген полк підполк кап акад доц о св ок Дж н",
        number="ст п ч розд гл мал кв буд стор січ лют бер квіт трав черв лип серп вер жовт лист груд",
        maybe="м с гр р рр обл тис млн млрд грн хв год сек е шт ред",
        openers=(
            "А Але Або Б Багато Більше Від Він Вона Вони Воно Все Втім Від Є Для До Його Її Їх За Завдяки З Зараз "
            "І Із Й Коли Крім Між Ми Можна На Навіть Над Наш Не Об Однак Під Після По Потім При Про Проте Раніше "
            "Сам Свої Серед Сьогодні Так Такий Також Там Та Те Ти То Тоді Той Тому У В Усі Це Цей Ця Ці Цього "
            "Через Чи Що Щоб Як Яка Який Якщо Я"
        ),
    ),
    "ru": _table(
        never="ул просп пл т напр проф ген полк подполк кап акад доц о св ок Дж н пос дер",
        number="ст п ч с стр гл рис табл кв янв февр апр авг сент окт нояб дек",
        maybe="им см гр г гг в вв м обл тыс млн млрд руб коп мин сек э шт ред",
        openers=(
            "А Без Больше Был Была Были Было В Вместе Во Вот Все Всё Где Да Даже Для До Его Ее Её Если Есть Ещё "
            "За Затем Здесь И Из Или Именно Их К Как Какой Когда Который Кроме Кто Между Много Мы На Над Наш Не "
            "Но Ну О Об Однако Он Она Они Оно От По Под Позже После Потом Почему При Раньше С Сейчас Сегодня Со "
            "Среди Так Также Такой Там Тем То Тогда Тот Ты У Уже Хотя Через Что Чтобы Эта Эти Это Этот Я"
        ),
    ),
    "it": _table(
        never="sig sig.ra sigg dott dott.ssa prof.ssa avv ing on sen geom mons",
        number="n pag cap gen feb mar apr mag giu lug ago set ott nov dic",
        maybe="ecc a.C d.C ab",
        openers=(
            "A Al Alla Anche Che Chi Come Con Da Dal Dalla Di Dopo Dove E È Fra Gli Ha Hanno I Il In L La Le Lo Ma Nel "
            "Nella Non O Per Però Più Poi Quando Quella Quello Questa Questo Se Secondo Si Sono Su Sul Sulla Tra Un Una"
        ),
    ),
    "nl": _table(
        never="dhr mevr mw drs ir ing bijv o.a d.w.z z.g t.a.v gen kol lt",
        number="blz jan febr mrt apr jun jul aug sept okt nov dec",
        maybe="enz mln mld",
        openers=(
            "Als Ook Bij Dat De Deze Die Dit Door Een Eerder En Er Het Hij Hoe Ik In Is Maar Met Na Naar Niet Nu Of Om "
            "Omdat Onder Op Over Te Toen Tot Uit Van Veel Volgens Voor Waar Wat We Wie Wij Ze Zij Zo"
        ),
    ),
    "pl": _table(
        never="ul al pl np tzw m.in tj gen płk ppłk mjr kpt por hab inż mgr św ks",
        number="nr s str ust poz",
        maybe="r w zł tys mln mld itd itp godz br",
        openers=(
            "A Ale Bo By Był Była Co Czy Dla Do Gdy I Ich Jak Jednak Jego Jej Jest Kiedy Kto Ma Mimo Na Nie O Od "
            "On Ona Oni Oraz Po Pod Potem Przed Przez Przy Są Ta Tak Także Te Ten To W We Według Wtedy Z Za Ze Że"
        ),
    ),
    "el": _table(
        never="κ κα κκ κος δρ καθ π.χ δηλ βλ αρ",
        number="σελ ιαν φεβ απρ ιουν ιουλ αυγ σεπτ οκτ νοε δεκ",
        maybe="κ.ά κ.λπ κ.α μ.μ π.μ εκ δισ",
        openers=(
            "Ο Η Το Οι Τα Τη Την Τον Του Της Των Τους Τις Ένα Ένας Μία Μια Αλλά Αν Από Αυτά Αυτή Αυτό Αυτός Για Δεν "
            "Είναι Ενώ Θα Και Κατά Με Μετά Να Όμως Όταν Ότι Πολλοί Πριν Σε Στα Στη Στην Στις Στο Στον Σύμφωνα Ωστόσο"
        ),
    ),
}
