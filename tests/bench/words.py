"""Nothing goes in, the words and sentences that a made-up article is put together from come out; knows no article.

Places in a sentence that are filled from a list are in braces; ``{term}`` is where a term of the glossary stands.
"""

from __future__ import annotations

from string import Formatter
from typing import TypeAlias

Template: TypeAlias = tuple[tuple[str, str], ...]
"""(words, what stands after them) in order; the last may have nothing after it."""

FIRST_OF_TERMS = tuple("b br d dr f g gl h k kr l m".split())
FIRST_OF_PEOPLE = tuple("n p pr r sk t tr v vl w y z".split())
"""Names of the glossary and names of people and towns begin otherwise, so that none is ever taken for another."""
MIDDLES = tuple("b d f g k l m n p r t v z lm nd rk st".split())
VOWELS = tuple("a e i o u ai eo ia".split())
LASTS = tuple("k l m n r t nd rn rk lm".split())
"""No name ends with s, so that none is the plural of another."""

FIELDS = tuple("Coastal Customs Farming Fisheries Housing Labour Mining Postal Railway River Savings Signals".split())
BODIES = tuple("Assembly Bank Board Bureau Chamber Congress Federation Guild Institute League Office Service".split())
PAPERS = tuple("Charter Compact Convention Covenant Pact Resolution Statute Treaty".split())
GROUNDS = tuple("Bay Heights Isthmus Marshes Narrows Peninsula Plateau Valley".split())
MATTERS = tuple("cold core deep dry dual green heavy inland rapid soft surplus tidal winter wide".split())
OBJECTS = tuple("anchor brine cable feedstock freight fuel grain lease lumber pellet slurry tender track".split())
MEASURES = tuple("allotment cap curve dividend factor ledger levy margin rebate spread swap toll".split())

TAGS = tuple(
    "agriculture courts defence diplomacy economy education energy health labour science trade transport".split()
)

THINGS = tuple(
    "barrier bridge bulletin calendar campaign canteen catalogue census chapel charge circuit clause college column "
    "compass concert contest counter crane crossing culvert custom depot diary dispute district doorway draft factory "
    "ferry festival file folder forest foundry furnace garden gate granary hall harvest hostel hotel journal junction "
    "kiln kitchen laboratory ladder landing lantern lecture letter library lighthouse list lodge machine manual "
    "market meadow meeting memorial mill mine model monument mosaic notice nursery parade parish pavement pier plan "
    "plaque platform portrait printer prison quarry quay quorum railing ramp receipt recipe record reservoir roof "
    "room route rule scaffold school script seminar shelter shop signal silo square stable stage station store street "
    "studio summary table tavern theatre timetable tower trail tram transcript tunnel vault vineyard viaduct village "
    "visit wall ward warehouse well wharf window workshop yard".split()
)
QUALITIES = tuple(
    "bare brief bright broken calm careful central cheap clear common complete costly crowded damp distant double "
    "dull faint familiar famous fierce flat formal frequent fresh gentle grand grave hasty hidden hollow humble large "
    "lasting late lean little lonely loose lucky major mild modest narrow neat noisy northern partial patient plain "
    "pleasant polite popular proper proud quick quiet rare ready regular remote rough rural sad safe second secret "
    "sharp short shy silent simple slow small southern spare steep strange strict sudden sunny third tiny vacant vast "
    "western wild wooden young".split()
)
DEEDS = tuple(
    "admire adopt alter answer arrange avoid borrow build carry change choose clean close collect copy count cover "
    "defend describe display divide enlarge enter examine explain fill finish follow forget guard heat hire improve "
    "inherit invite join keep lease lift light limit measure mend mention move notice number offer open order paint "
    "pass plan praise prepare print prove question raise reach read receive remember remove rent repair replace rescue "
    "return reveal save search sell send serve share shut sort study supply test trace trust turn use visit watch "
    "weigh welcome".split()
)
DONE = tuple(
    "admired adopted altered answered arranged avoided borrowed carried changed cleaned closed collected copied "
    "counted covered defended described displayed divided enlarged entered examined explained filled finished followed "
    "guarded heated hired improved inherited invited joined leased lifted limited measured mended mentioned moved "
    "noticed numbered offered opened ordered painted passed planned praised prepared printed proved questioned raised "
    "reached received remembered removed rented repaired replaced rescued returned revealed saved searched served "
    "shared sorted studied supplied tested traced trusted turned visited watched weighed welcomed".split()
)
DAYS = tuple("Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split())
WHENS = (
    *("late last autumn", "on the eve of the holiday", "two winters ago", "without waiting for spring"),
    *("in the small hours", "after a night of rain", "once the roads were dry", "long before the census"),
)
ASIDES = (
    *("or so the minutes of the last meeting have it", "which nobody at the table had thought possible"),
    *("though the bill has yet to be paid", "as the older members of the crew like to recall"),
    *("and the neighbours were told only afterwards", "while the second shift was already on its way"),
    *("a habit that goes back to the founding year", "even if the figures allow for other readings"),
    *("with the keys left hanging by the door", "for reasons that the clerk declined to put on paper"),
)


def _read(*sentences: str) -> tuple[Template, ...]:
    return tuple(tuple((words, slot or "") for words, slot, *_ in Formatter().parse(s)) for s in sentences)


WITH_TERM = _read(
    "Staff at the {quality} {thing} in {town} learned on {day} that {term} had {done} the {thing}, {aside}.",
    "{term} answered {when} with a {quality} {thing} of its own, and {town} {done} the {thing}, {aside}.",
    "No {thing} in {town} has gone without {term} since the {quality} {thing} was {done} {when}, {aside}.",
    "{person} asked whether {term} could {deed} a {quality} {thing} while the {thing} in {town} stays {quality}.",
    "What {term} wants to {deed}, said {person}, is neither the {thing} nor the {quality} {thing} of {town}.",
    "A {thing} drawn up by {person} counts {number} places where {term} {done} a {quality} {thing} {when}.",
    "Every {quality} {thing} of the past {number} months leads back to {term}, {aside}, and so does the {thing}.",
    "Between {town} and {town} the {thing} is {quality}, and {term} has {number} days in which to {deed} it.",
)
WITHOUT_TERM = _read(
    "{person} keeps a {quality} {thing} in {town} and has {done} it every {day}, {aside}.",
    "The {thing} was {done} {when}, {aside}, and the {quality} {thing} beside it stood {quality} until {day}.",
    "Of {number} visitors to {town}, all but {number} came to {deed} the {thing}, {aside}.",
    "It takes {number} hands to {deed} a {thing} as {quality} as the one that {person} {done} {when}.",
    "On {day} the {thing} of {town} was {quality}, the {thing} {quality}, and the {quality} {thing} {done}.",
    "Nobody could {deed} the {quality} {thing} {when}, so {person} and {person} {done} it, {aside}.",
)
SAID = _read(
    "Let them {deed} the {thing} first, and then we shall see how {quality} the {thing} in {town} is",
    "I have {done} every {quality} {thing} from here to {town}, and I would not {deed} one again",
    "A {thing} is a {thing}, however {quality}, and {town} will {deed} it {when}",
    "Ask me on {day}, when the {quality} {thing} has been {done} and the {thing} is {quality}",
)
HEADLINES = _read(
    "{quality} {thing} of {town} {done} {when}",
    "How {person} {done} the {thing} of {town}",
    "{town} and its {quality} {thing} are to be {done}",
)
MEANINGS = _read(
    "A {quality} {thing} that was {done} {when} and that serves to {deed} the {thing} of {town}.",
    "What {person} called the {quality} {thing} of {town}; since {day} it may also {deed} a {thing}.",
)
NOTES = _read(
    "The {thing} meant here is the {quality} one of {town}, which {person} {done} {when}.",
    "Others in {town} {done} the {thing} as well, {aside}.",
)
