"""Sentences: a table of splits in several languages, the seed article whole, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.core import sentences as room
from briefs.core.sentences import sentences, sentences_at

# One text a line; "¦" stands where a sentence ends, together with the space before it if there is one.
CASES = {
    "en": """
The U.S. intelligence finding was disclosed. ¦ It came on Thursday.
He lives in the U.S. ¦ He said so.
He lives in the U.S. Virgin Islands.
U.S. officials spoke. ¦ Iran denied it.
It moved to Washington, D.C. ¦ The office stayed.
Gen. Pat Ryder spoke. ¦ Brig. Gen. Saeed Aghajani did not.
Air Force Brig. Gen. Pat Ryder told Lt. Col. Smith and Sgt. Jones.
Dr. No met Mr. Bond and Mrs. Peel. ¦ They left.
Room No. 5 is open. ¦ He said no. ¦ I agree.
See p. 12 and pp. 14-16. ¦ Then vol. 3, ch. 2.
Use a drone, e.g. a Shahed, i.e. a loitering munition. ¦ Then stop.
It was Iran vs. Iraq, not Roe v. Wade.
On Jan. 5 it began. ¦ On Feb. 14 it ended.
They met in Sept. ¦ Kirby was there.
J. R. R. Tolkien wrote it. ¦ J.R.R. Tolkien did.
George W. Bush and John F. Kennedy met J. K. Rowling.
He took vitamin C. ¦ The cold went away.
Pi is 3.14 and e is 2.71. ¦ That is all.
Apple Inc. said so. ¦ It was Apple Inc. ¦ The shares fell.
Acme Ltd. and Sons Co. of Kyiv agreed.
He was born in St. Petersburg near Mt. Elbrus.
The talks ended at 5 p.m. EST on Monday. ¦ They began at 9 a.m. ¦ The rest waited.
He waited... and left. ¦ He waited... ¦ Then he left.
Wait… what? ¦ Yes… ¦ No.
He said . . . nothing at all.
He said it was “over.” ¦ She disagreed.
He called it "an act of desperation." ¦ "By facilitating these strikes," he said.
(He left early.) ¦ She stayed (for a while). ¦ They met.
[This was cut.] ¦ This was not.
"It is over," he said. ¦ "Why?" he asked. ¦ "Stop!" she cried.
“Why now?” Kirby asked. ¦ “Never!” General Pat Ryder told reporters.
“Why now?” ¦ He did not say.
Really? ¦ Yes! ¦ What?! ¦ Good.
Is it (really?) so. ¦ It is.
They came from Ohio, Iowa, etc. and left. ¦ They brought tents, etc. ¦ Nobody minded.
It cost $3.5 million in 2014. ¦ 30 percent was lost.
It cost a lot. ¦ $30 million, to be exact.
Use login.gov today. ¦ cloud.gov is a platform. ¦ iPhone users can too.
See it here. ¦ https://example.org/a.b?c=d has it.
He has a Ph.D. in law. ¦ She has a Ph.D. ¦ They met.
Smith et al. (2014) and Jones et al. found it.
It is known.[1] ¦ It is not.[2][3] ¦ Maybe.
1. Speak plainly.
2. The second item. ¦ It has two sentences.
IV. The fourth part
He ran, she said: go. ¦ — Anonymous
He left.¦\tShe stayed.
Martin Luther King Jr. spoke. ¦ So did Sen. Warren, Rep. Lee and Gov. Brown.
The site is at example.com/a.html. ¦ Version 2.0.1 is out.
He left at once ! ¦ Why ?
He left‼️ ¦ Why⁉️ ¦ Nobody knows.
A rating of A.A.A. is good
""",
    "it": """
Il sig. Rossi è qui. ¦ Il dott. Verdi e l’on. Bianchi no.
Pane, latte ecc. ¦ Il resto dopo.
«È finita.» ¦ Poi tacque.
""",
    "nl": """
Dhr. Jansen en mevr. Bos kwamen. ¦ Ze gingen.
Dat is bijv. Jansen, o.a. Bos.
Er was brood enz. ¦ De rest later.
""",
    "pl": """
Gen. Nowak i płk. Kowalski milczą. ¦ Rząd też.
Stało się to w 2022 r. ¦ W Kijowie było cicho.
Mieszka przy ul. Nowej, m.in. Polacy.
„To koniec.” ¦ Potem wyszedł.
""",
    "el": """
Ο κ. Μητσοτάκης μίλησε. ¦ Η κα. Παπαδοπούλου έφυγε.
Ψωμί, γάλα κ.λπ. ¦ Το άλλο μετά.
«Τελείωσε.» ¦ Έφυγε.
""",
    "de": """
Er kommt am 3. Oktober. ¦ Sie kommt am 12. November 2014. ¦ Danach geht er.
Das gilt z. B. für Dr. Müller, d. h. für alle. ¦ Das gilt z.B. Menschen.
Es kostete 5 Mio. Euro bzw. 6 Mrd. Dollar. ¦ Das ist viel.
Er sagte: „Es ist vorbei.“ ¦ Dann ging er.
„Warum?“, fragte er. ¦ »Halt!« ¦ »Wer da?«, rief sie.
Er ging. ¦ »Halt!« rief sie.
Caesar starb 44 v. Chr. in Rom. ¦ Vgl. S. 12 und Nr. 5.
Es war S. Müller. ¦ Der Krieg begann 1914. ¦ Niemand wollte ihn.
Im 19. Jahrhundert usw. ging es weiter.
""",
    "fr": """
M. Dupont et Mme Durand sont là. ¦ Ils parlent.
M. Le Pen est parti. ¦ Le train aussi.
« Il est parti. » ¦ Puis elle est venue.
« Pourquoi ? » demanda-t-il. ¦ Elle se tut !
Voir art. 5, p. 12. ¦ C’est fini.
Il est né en 50 av. J.-C. à Rome. ¦ L’empereur est mort.
Il vit aux U.S.A. ¦ L’Iran aussi.
J.-M. Le Clézio écrit… ¦ Puis il dort.
""",
    "es": """
El Sr. López y la Sra. Díaz hablaron. ¦ ¿Por qué? ¦ ¡Basta! ¦ No sé.
Vive en EE. UU. desde 2014. ¦ Vive en EE. UU. ¦ Después se fue.
El Dr. Ruiz llegó a las 5 p. m. y salió.
«¿Por qué?», preguntó. ¦ —No lo sé —dijo ella. ¦ —Vale.
Véase la pág. 12 y el núm. 5. ¦ Es todo.
""",
    "uk": """
Він народився в м. Київ на вул. Хрещатик. ¦ Потім поїхав.
В. О. Зеленський виступив 24 лютого 2022 р. у Києві. ¦ Це було в 2014 р. ¦ Потім була війна.
Ген. Залужний і проф. Шевченко зустрілися. ¦ Вони говорили.
«Чому?» — запитав він. ¦ — Не знаю. ¦ — Добре.
Ціна 5 тис. Євро, ст. 5, п. 3 тощо. ¦ Так і є.
Овочі, фрукти і т. д. були. ¦ Прийшли гості, діти і т. д. ¦ Потім пішли.
""",
    "ru": """
В. В. Путин родился в 1952 г. в Ленинграде. ¦ Это было давно.
В 2014 г. Россия аннексировала Крым. ¦ Он сказал им. ¦ Потом ушёл.
Завод им. Ленина на ул. Мира, т. е. здесь. ¦ См. стр. 12.
— Да! — сказал он. ¦ — Нет. ¦ Он ушёл…
«Почему?» — спросил он. ¦ Ответа не было.
""",
    "zh": """
这是一个句子。¦我们在这里！¦你呢？¦好。
他说：“结束了。”¦然后走了。
“结束了吗？”他问道。¦没有人回答。
他走了。¦“结束了。”¦价格是3.14元……
""",
    "ja": """
これは文です。¦次の文です！¦本当？！¦はい。
「終わった。」と彼は言った。¦「本当？」って聞いた。
「終わった。」¦彼は去った。
""",
    "ko": """
그는 말했다. ¦ 나는 들었다. ¦ 네. ¦ 알겠습니다.
""",
    "ar": """
لماذا حدث هذا؟ ¦ لا أحد يعرف. ¦ وصل د. محمد اليوم.
""",
    "fa": """
او رفت. ¦ چرا؟ ¦ نمی‌دانم.
""",
    "ur": """
وہ گیا۔ ¦ وہ آیا۔
""",
    "hi": """
वह गया। ¦ डॉ. शर्मा आए। ¦ क्यों? ¦ पता नहीं।
""",
    "hy": """
Նա գնաց։ ¦ Նա եկավ։
""",
    "am": """
እሱ ሄደ። ¦ እሷ መጣች። ¦ ለምን፧ ¦ አላውቅም።
""",
    "my": """
သူသွားသည်။ ¦ သူလာသည်။
""",
    "xx-unknown": """
Dr. Kiss itt van. ¦ J. R. Kovács is, vol. 3. ¦ Az U.S. Steel nem.
""",
}
TABLE = [(language, line) for language, lines in CASES.items() for line in lines.strip().split("\n")]


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(("language", "marked"), TABLE)
def test_a_text_splits_where_marked(language: str, marked: str) -> None:
    text = marked.replace(" ¦ ", " ").replace("¦", "")
    assert split(text, language) == [sentence.strip() for sentence in marked.split("¦")]


def test_the_table_is_as_large_as_it_should_be() -> None:
    assert len(TABLE) >= 60


def test_a_blank_line_ends_a_sentence_and_a_line_end_does_not() -> None:
    text = "  A headline without a stop\n\nIn recent\ndays. Since\nOctober 10,\n \nthe end\n"
    assert split(text) == ["A headline without a stop", "In recent\ndays.", "Since\nOctober 10,", "the end"]


def test_an_abbreviation_does_not_reach_over_a_blank_line() -> None:
    assert split("by Gen.\n\nPat Ryder") == ["by Gen.", "Pat Ryder"]


@pytest.mark.parametrize("tag", ["de", "DE", "de-AT", "de_AT"])
def test_a_language_goes_by_its_first_subtag(tag: str) -> None:
    assert split("Am 3. Oktober. Danach nicht.", tag) == ["Am 3. Oktober.", "Danach nicht."]


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "\u00a0\u2029"])
def test_a_text_without_words_has_no_sentence(text: str) -> None:
    assert sentences(text) == ()


# The seed article's own words, paragraph by paragraph, read by eye; the paragraphs of one sentence are left out.
SEED = """
Photograph released by the Ukrainian military’s Strategic Communications Directorate shows the wreckage of what Kyiv has described as an Iranian Shahed drone downed near Kupiansk. ¦ (Ukrainian military’s Strategic Communications Directorate via AP, File)

John Kirby, a spokesman for the National Security Council, told reporters that Iran has dispatched a "relatively small number" of personnel to Crimea, a region of Ukraine that Russia illegally annexed in 2014, to assist Russian troops in launching Iranian-made drones against Ukraine. ¦ According to the British government, members of the Iranian Revolutionary Guard Corps were dispatched to assist Russian forces with the use of drones.

The disclosure of the U.S. intelligence finding coincides with the Biden administration's efforts to increase international pressure on Tehran to stop assisting Russia in its bombardment of Ukrainian civilian targets using Iranian-made drones.

In recent days, the Russians have increasingly relied on Iranian-supplied drones and Kalibr and Iskander cruise missiles to launch attacks against Ukrainian infrastructure and non-military targets. ¦ Since October 10, according to President Volodymyr Zelenskyy, Russian forces have destroyed 30 percent of Ukraine's power plants.

"According to the information we have, the Iranians have placed trainers and technical support in Crimea, but the Russians are flying the aircraft," Kirby said.

This summer, the United States revealed for the first time that Russia had purchased Iranian unmanned aerial vehicles for use against Ukraine. ¦ Iran has denied selling Russia its munitions.

Officials at the White House claim that international sanctions, including export controls, have hampered the Russians' efforts to replenish depleted stocks of ammunition and precision-guided munitions during the nearly eight-month-old conflict. ¦ As a result, Russia has been forced to acquire weapons from Iran and North Korea.

Air Force Brigadier General Pat Ryder, the Pentagon's press secretary, told reporters that military officials "would not be surprised" if the Russians sought additional drones from Iran "given their current situation."

U.S. officials believe Iran may have deployed military personnel to assist the Russians due in part to the Russians' unfamiliarity with drones manufactured by Iran. ¦ The Russians encountered technical issues with the drones shortly after receiving them in August, according to declassified U.S. intelligence findings.

"The systems themselves were experiencing failures and were not performing to the expected standards," Kirby stated. ¦ Therefore, the Iranians decided to dispatch trainers and technical assistance to assist the Russians in maximizing the lethality of their weapons.

Last month, Amini was detained by morality police for not wearing the mandatory Islamic headscarf, also known as the hijab, for Iranian women. ¦ Three days after collapsing at the police station, Amini passed away.

This week at the United Nations, Ukraine accused Iran of violating a Security Council ban on the transfer of 300-kilometer-flying drones (180 miles). ¦ Britain, France, and the United States strongly support Ukraine's claim that the transfer of drones to Russia violates a 2015 United Nations resolution. ¦ Resolution of the Security Council endorsing the nuclear agreement between Iran and six nations — the United States, Russia, China, Britain, France, and Germany — to limit Tehran's nuclear activities and prevent the country from developing a nuclear weapon.

"We are not focused on diplomacy at the moment," said Kirby. ¦ We are committed to holding the regime accountable for how they treat peaceful protesters in their country and supporting those protesters.

British Foreign Secretary James Cleverly said in a statement, "These cowardly drone strikes are an act of desperation." ¦ "By facilitating these strikes, these individuals and a manufacturer have caused unimaginable suffering to the Ukrainian people. ¦ They will be held accountable for their actions."

Publish : 2022-10-21 09:47:00

Give Your Comments
"""  # noqa: E501


def test_the_seed_article_splits_as_a_reader_would_split_it() -> None:
    expected = [sentence.strip() for block in SEED.strip().split("\n\n") for sentence in block.split("¦")]
    assert split(SEED.replace(" ¦ ", " ")) == expected


fragments = st.sampled_from(
    [
        *(". ", ".", "! ", "? ", "…", '"', "'", "”", "“ ", "« ", " »", ")", "(", "[1]", "\n", "\n\n", " "),
        *("\u00a0", "— ", "U.S.", "Gen.", "p.m. ", "A. ", "5. ", "e.g. ", "He ", "said"),
        *("z. B. ", "р. ", "。", "。」", "と", "？", "।"),
    ]
)
texts = st.lists(st.one_of(fragments, st.text(max_size=4)), max_size=40).map("".join)
languages = st.sampled_from(["en", "de", "fr", "es", "uk", "ru", "ja", ""])


@given(texts, languages)
@settings(max_examples=500, deadline=None)
def test_sentences_cover_every_word_in_order_and_cross_no_blank_line(text: str, language: str) -> None:
    spans = sentences(text, language)
    outside = [0, *(edge for span in spans for edge in span), len(text)]
    assert outside == sorted(outside)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for start, end in spans:
        assert text[start:end] == text[start:end].strip()
        assert "\n\n" not in text[start:end]
    gaps = zip(outside[::2], outside[1::2], strict=True)
    assert not any(text[start:end].strip() for start, end in gaps)


@given(texts, texts, languages)
@settings(max_examples=200, deadline=None)
def test_a_block_splits_alike_whatever_blocks_stand_beside_it(first: str, second: str, language: str) -> None:
    assert split(f"{first}\n\n{second}", language) == split(first, language) + split(second, language)


@pytest.mark.parametrize(
    "unit",
    [
        *(".", "A. ", '"', '."', '." ', ". ", " .", "(", ". (", "\n ", "\n\n", '!" A ', '!" Abc', ".[1]", ".["),
        *("。", "一。", ". »", "A.", "a", ".]", "1. ", "U.S. The ", "... ", "a.b ", '"a?" B. '),
    ],
)
def test_a_long_row_of_anything_is_split_in_one_pass(unit: str) -> None:
    """A quadratic pass over this would run for minutes; see the fifteen seconds that the whole file may take."""
    text = unit * (300_000 // len(unit))
    assert "".join("".join(split(text)).split()) == "".join(text.split())


PLAIN = ["left", "He", "so", "Gen", "GEN", "Sgt", "S", "a", "IV", "p", "etc", "U.S", "z.B", "am 3", "Москва", "ул"]
PLAIN += ["д", "Он", "iPhone", "login.gov", "said", "Kirby", "été", "Él", "3", "(see Dr", "not-Mr", "डॉ", "言った"]
PLAIN += ["x" * 30]
STOPS = [*".....!?…。", "?!", "...", ".”", '."', "?”", ".’ ", ".)", ".[1]", "!»", "², ", ".\ufe0f", ",", ":", ""]
GAPS = [*"     \n\xa0", "  ", "", " “", ' "', " (", " «", " »", " ‘", "\u2029", "\n\n", " — ", "\t"]
BROKEN = st.lists(st.tuples(*map(st.sampled_from, (PLAIN, STOPS, GAPS))), max_size=12)


@given(
    st.one_of(BROKEN.map(lambda parts: "".join(map("".join, parts))), st.text()), st.sampled_from(["de", "en", "ru"])
)
@settings(max_examples=1500, deadline=None)
def test_the_common_stops_are_judged_as_all_others_are(text: str, language: str) -> None:
    with patch.object(room, "_plain_end", return_value=0), patch.object(room, "_has_points_alone", return_value=False):
        closely = sentences(text, language)
    assert sentences(text, language) == closely


WORDS = (
    *("He", "said.", "Mr.", "vs.", "no.", "5", "A.", "the", "end.", "End", "“Go!”", "U.S.", "3."),
    *("\n", "\n\n", "\u2029"),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), st.sampled_from(["en", "de"]), st.data())
def test_the_sentence_at_a_place_is_the_last_that_does_not_start_after_it(
    text: str, language: str, data: st.DataObject
) -> None:
    every = sentences(text, language)
    if every:
        places = data.draw(st.lists(st.integers(0, len(text)), max_size=4))
        expected = [next((one for one in reversed(every) if one[0] <= place), every[0]) for place in places]
        assert list(sentences_at(text, places, language)) == expected
