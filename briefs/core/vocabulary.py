"""Nothing goes in, the words that say what stands beside them come out: titles, months, heads of names; knows no text.

Small lists of the commonest, by hand, from the languages of the tests. What they miss costs a line in a ranking, never
a link.
"""

from __future__ import annotations

ARTICLES = frozenset(
    "The A An Der Die Das Den Dem Des Ein Eine Le La Les Un Une El Los Las Una Il Lo Gli De Het Een O Os As "
    "Το Η Ο Οι Τα Την Τον Της Του".split()
)
"""Articles, as they begin a name or a sentence."""

STARTERS = frozenset(
    "About Above Across Add Again Against Almost Already Altogether Among Are Around Asked Be Being Below Beyond Can "
    "Could Did Do Does Dozens Earlier Early Eight Either Elsewhere Especially Eventually Everyone Few Finally First "
    "Five Following Former Formerly Four Fourth Further Get Given Hence Hundreds Indeed Inside Into Just Late Lastly "
    "Later Less Let Like Likewise Look Meantime Might More Moreover Much Near Nearly Neither Never Nevertheless Next "
    "Nine Nobody None Nonetheless Nothing Notably Officials Often Once Other Others Otherwise Outside Part Perhaps "
    "Please Previously Probably Rather Read Recently Said Second See Seven Several Shall Should Similarly Six "
    "Sometimes Soon Speaking Specifically Ten Than Third Thousands Three Today Together Tomorrow Tonight Too Towards "
    "Two Unlike Upon Us Usually Very Was Well Were Whatever Will Within Would Yes Yesterday "
    "Auch Bereits Beim Beide Dass Diesen Drei Dann Eines Gestern Heute Ihm Ihn Insgesamt Jeder Jetzt Mehr Mehrere "
    "Noch Schon Sein Sind Sogar Sowie War Waren Weitere Weitergehend Wird Wurde Wurden Zwei Zwischen "
    "Aujourd Ceux Celles Certains Deux Trois Hier Ils Malgré Outre Parmi Plusieurs "
    "Algunos Ayer Cada Dos Tres Hoy Varios Estas Esos Aquí Ahora "
    "Bu Bir Ve Ama Ancak Bugün Dün Daha Eğer En Fakat Her Için İki İse Onun Onlar O Son Sonra Şu Üç Ya Yeni "
    "Ми Вчера Сегодня Сейчас Ранее Ещё Этот Всего Сам "
    "Και Στις Στη Στην Στο Στον Αυτό Αυτή Με Από Για Σε Κατά Μετά Όταν Ως Όμως Αλλά Θα Να Ωστόσο".split()
)
"""Words that often begin a sentence, beside those that ``core.sentences`` knows."""

CALENDAR = frozenset(
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays "
    "Sundays Mon Tue Wed Thu Fri Sat Sun "
    "Januar Februar März Mai Juni Juli Oktober Dezember Jänner Montag Dienstag Mittwoch Donnerstag Freitag Samstag "
    "Sonnabend Sonntag Janvier Février Mars Avril Juin Juillet Août Septembre Octobre Novembre Décembre Lundi Mardi "
    "Mercredi Jeudi Vendredi Samedi Dimanche Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre "
    "Noviembre Diciembre Lunes Martes Miércoles Jueves Viernes Sábado Domingo "
    "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık Pazartesi Salı Çarşamba Perşembe Cuma "
    "Cumartesi Pazar Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου "
    "Νοεμβρίου Δεκεμβρίου Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή".split()
)
GIVEN_NAMES_TOO = frozenset("May April June August".split())
"""Months that also end a person's name."""

TITLES = frozenset(
    "President Presidents Minister Ministers Premier Chancellor Senator Senators Congressman Congresswoman "
    "Representative Governor Mayor Secretary Undersecretary Ambassador Envoy Commissioner Spokesman Spokeswoman "
    "Spokesperson Chairman Chairwoman Chair Director Speaker Judge Justice Attorney Leader General Admiral Colonel "
    "Major Captain Commander Lieutenant Sergeant Brigadier Marshal Corporal King Queen Prince Princess Emperor Pope "
    "Archbishop Bishop Cardinal Ayatollah Imam Sheikh Sultan Emir Sir Lord Lady Dame Baroness Baron Count Mr Mrs Ms "
    "Miss Dr Prof Professor Doctor Rev Gen Col Lt Maj Brig Adm Cmdr Capt Sgt Sen Rep Gov Amb Secretary-General "
    "Vice-President Inspector Czar Tsar Official Officials Advisor Adviser "
    "Herr Frau Präsident Präsidentin Kanzler Bundeskanzler Bundeskanzlerin Bundespräsident Außenminister "
    "Außenministerin Verteidigungsminister Innenminister Staatschef Regierungschef Sprecher Sprecherin Generalsekretär "
    "Président Présidente Ministre Général Monsieur Madame Mme Mlle Presidente Presidenta Ministro Ministra Señor "
    "Señora General Cumhurbaşkanı Başbakan Bakan Bakanı Sayın Başkan Başkanı Sözcüsü Президент Министр Генерал "
    "Πρόεδρος Πρωθυπουργός Υπουργός Πρόεδρο Υπουργό".split()
)
"""What stands before a person's name and is no part of it."""
TITLE_PARTS = frozenset(
    "Prime Foreign Defence Defense Interior Finance Energy Justice Deputy Vice Assistant Acting Former Chief First "
    "Press Supreme Crown State Staff High Senior National Retired Sr Jr Army Special Grand Federal".split()
)
"""What is said with a title and alone is no name either: Foreign Minister, Chief of Staff."""
NOT_AFTER_A_TITLE = frozenset(
    "Assembly Staff Motors Electric Dynamics Council Secretariat Directorate Command Court Office House Palace Street "
    "College University Hospital Committee Department Debate Election Election Party Island Islands Cup League "
    "Prosecutor Agreement Accounting Services Administration Data".split()
)
"""General Assembly, President Hotel: here the word before is part of a name."""

HEADS = frozenset(
    "Academy Accord Administration Agency Agreement Airport Alliance Army Assembly Association Authority Bank Battle "
    "Bay Board Brigade Bridge Brigades Bureau Campaign Cape Center Centre Chamber Charter City College Command "
    "Commission Commissioner Committee Community Company Conference Confederation Congress Convention Corporation "
    "Corps Council Court Day Department Directorate Division Embassy Faculty Federation Fleet Force Forces Forum "
    "Foundation Front Fund Group Guard Guards Gulf House Industries Initiative Institute Institution Intelligence "
    "Island Islands Joint Kingdom Law League Legion Line Mechanism Ministry Mission Movement Museum Nations Navy "
    "Network Office Operation Order Organisation Organization Pact Palace Parliament Party Plan Police Press Program "
    "Programme Project Protocol Regime Region Republic Research Resolution Rapporteur School Sea Secretariat Security "
    "Senate Service Services Society States Strait Straits Studies System Team Territory Treaty Tribunal Union "
    "University War Watch World".split()
)
"""Nouns at the head of the name of a body, a place or a deed: nobody's surname, and what may be followed by "of"."""

NATIONS = (
    "Afghan Africa Albania Algeria America Andorra Angola Antarctic Arab Argentin Armenia Asia Australia Austria "
    "Azerbaijan Bahrain Bangladesh Barbad Belarus Belgi Belize Benin Bhutan Bolivia Bosnia Botswana Brazil Britain "
    "Brit Brunei Bulgaria Burma Burm Burundi Cambodia Cameroon Canad Chad Chile Chin China Colombia Congo Croat "
    "Croatia Cuba Cypr Cyprus Czech Dane Danish Denmark Djibouti Dutch Ecuador Egypt England Engl Eritrea Estonia "
    "Ethiopia Europe Fiji Finland Finn Franc French Gabon Gambia Georgia German Germany Ghana Greece Greek Guatemala "
    "Guinea Guyana Haiti Hondura Hungar Hungary Iceland India Indonesia Iran Iraq Irish Ireland Israel Ital Italy "
    "Jamaica Japan Jordan Kazakh Kazakhstan Kenya Korea Kosov Kuwait Kyrgyz Kyrgyzstan Lao Latvia Leban Lebanon "
    "Liberia Libya Lithuania Luxembourg Malawi Malaysia Mali Malt Mauritania Mexic Mexico Moldova Mongolia Montenegr "
    "Morocc Morocco Mozambi Myanmar Namibia Nepal Netherland Nicaragua Niger Nigeria Norway Norwegian Oman Pakistan "
    "Palestin Palestine Panama Paraguay Pers Persia Peru Philippin Pole Poland Polish Portug Portugal Qatar Romania "
    "Russia Rwanda Saudi Scot Scotland Scott Senegal Serb Serbia Singapore Slovak Slovakia Sloven Slovenia Somali "
    "Soviet Spain Spanish Sudan Swede Sweden Swedish Swiss Switzerland Syria Taiwan Tajik Tajikistan Tanzania Thai "
    "Thailand Tibet Togo Tunisia Turk Turkey Turkish Turkmen Turkmenistan Türkiye Uganda Ukrain Ukraine Uruguay "
    "Uzbek Uzbekistan Venezuela Vietnam Wales Welsh Western Yemen Zambia Zimbabwe Islam Jew Christian Muslim"
)
NATION_ENDINGS = (
    "", "a", "ans", "an", "e", "er", "ers", "es", "ese", "i", "ia", "ian", "ians", "ic", "iot", "iots", "is", "ish",
    "ism", "iya", "n", "ni", "ns", "o", "ois", "os", "s", "y",
)  # fmt: skip
KNOWN_STATES = frozenset(
    "US|USA|UK|UAE|USSR|United States|United States of America|United Kingdom|Great Britain|New Zealand|South Africa|"
    "North Korea|South Korea|United Arab Emirates|Saudi Arabia|Hong Kong".split("|")
)
"""States whose names are not one word, which most readers know."""


def _nations() -> frozenset[str]:
    return frozenset((stem + end).casefold() for stem in NATIONS.split() for end in NATION_ENDINGS)


NATION_WORDS = _nations()
"""Countries, continents, faiths and their peoples, folded: every ending on every stem, for a filter need not spell."""
SHOUTED = frozenset(
    "NOT AND OR BUT ALL NO YES ONLY VERY MUST NEVER NOW THE ARE WAS HAS WILL CAN ANY EVER STOP NEW LIVE NICHT UND PAS"
    .split()
)  # fmt: skip
"""Words in capitals that somebody stresses: no acronyms."""
