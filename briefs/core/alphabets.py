"""Nothing goes in, what languages say of the order of names comes out: alphabets, articles, scripts; knows no name.

Only what Unicode does not say of itself: a letter that stands elsewhere than its code point, or than its letter without
marks, has it.
"""

from __future__ import annotations

_LATIN = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"
_NORDIC = f"{_LATIN} Å Ä Ö"
_NORSE = f"{_LATIN} Æ Ø Å"
_SERBIAN = "A B C Č Ć D DŽ Đ E F G H I J K L LJ M N NJ O P R S Š T U V Z Ž"
_TURKIC = "A B C Ç D E F G Ğ H I İ J K L M N O Ö P Q R S Ş T U Ü V W X Y Z"
_ARABIC = "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق كک ل م ن هةۀۂ و يیى"

ALPHABETS = {
    "az": "A B C Ç D E Ə F G Ğ H X I İ J K Q L M N O Ö P R S Ş T U Ü V Y Z",
    "ar": _ARABIC,
    "be": "А Б В Г Д Е Ё Ж З І Й К Л М Н О П Р С Т У Ў Ф Х Ц Ч Ш Ы Ь Э Ю Я",
    "bg": "А Б В Г Д Е Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ъ Ь Ю Я",
    "bs": _SERBIAN,
    "cs": "A B C Č D E F G H CH I J K L M N O P Q R Ř S Š T U V W X Y Z Ž",
    "cy": "A B C CH D DD E F FF G NG H I J L LL M N O P PH R RH S T TH U W Y",
    "da": _NORSE,
    "es": "A B C D E F G H I J K L M N Ñ O P Q R S T U V W X Y Z",
    "et": "A B C D E F G H I J K L M N O P Q R S Š Z Ž T U V W Õ Ä Ö Ü X Y",
    "fa": "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق کك گ ل م ن و هةۀ یيى",
    "fi": _NORDIC,
    "hr": _SERBIAN,
    "hu": "A B C CS D DZ DZS E F G GY H I J K L LY M N NY O Ö P Q R S SZ T TY U Ü V W X Y Z ZS",
    "is": "A Á B C D Ð E É F G H I Í J K L M N O Ó P Q R S T U Ú V W X Y Ý Z Þ Æ Ö",
    "kk": "А Ә Б В Г Ғ Д Е Ё Ж З И Й К Қ Л М Н Ң О Ө П Р С Т У Ұ Ү Ф Х Һ Ц Ч Ш Щ Ъ Ы І Ь Э Ю Я",
    "lt": "A Ą B C Č D E Ę Ė F G H I Į Y J K L M N O P Q R S Š T U Ų Ū V W X Z Ž",
    "lv": "A B C Č D E F G Ģ H I J K Ķ L Ļ M N Ņ O P Q R S Š T U V W X Y Z Ž",
    "mk": "А Б В Г Д Ѓ Е Ж З Ѕ И Ј К Л Љ М Н Њ О П Р С Т Ќ У Ф Х Ц Ч Џ Ш",
    "nb": _NORSE,
    "nn": _NORSE,
    "no": _NORSE,
    "pl": "A Ą B C Ć D E Ę F G H I J K L Ł M N Ń O Ó P Q R S Ś T U V W X Y Z Ź Ż",
    "ps": "آ ا ب پ ت ټ ث ج چ ح خ ځ څ د ډ ذ ر ړ ز ژ ږ س ش ښ ص ض ط ظ ع غ ف ق کك ګ ل م ن ڼ و ه ی ي ې ۍ ئ",
    "ro": "A Ă Â B C D E F G H I Î J K L M N O P Q R S ȘŞ T ȚŢ U V W X Y Z",
    "ru": "А Б В Г Д ЕЁ Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ъ Ы Ь Э Ю Я",
    "sk": "A Ä B C Č D E F G H CH I J K L M N O Ô P Q R S Š T U V W X Y Z Ž",
    "sl": "A B C Č Ć D Đ E F G H I J K L M N O P Q R S Š T U V W X Y Z Ž",
    "sq": "A B C Ç D DH E Ë F G GJ H I J K L LL M N NJ O P Q R RR S SH T TH U V X XH Y Z ZH",
    "sr": "А Б В Г Д Ђ Е Ж З И Ј К Л Љ М Н Њ О П Р С Т Ћ У Ф Х Ц Ч Џ Ш",
    "sv": _NORDIC,
    "tr": _TURKIC,
    "uk": "А Б В Г Ґ Д Е Є Ж З И І Ї Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ь Ю Я",
    "ur": "آ ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق کك گ ل م ن ں و ہهة ھ ء یيى ے",
    "vi": "A Ă Â B C D Đ E Ê F G H I J K L M N O Ô Ơ P Q R S T U Ư V W X Y Z",
}
"""By language, where it is not the script's: its letters in order. Beside a letter, without a blank, stand those that
count as the same; but two Latin or Cyrillic capitals that a language counts as one letter stand for that one.
"""
PAIRS = frozenset("CH CS DD DH DZ DZS DŽ FF GJ GY LJ LL LY NG NJ NY PH RH RR SH SZ TH TY XH ZH ZS".split())
"""The latter."""

SCRIPTS = {
    "latin": _LATIN,
    "greek": "Α Β Γ Δ Ε Ζ Η Θ Ι Κ Λ Μ Ν Ξ Ο Π Ρ Σ Τ Υ Φ Χ Ψ Ω",
    "cyrillic": "А Ә Б В Г Ґ Ғ Ѓ Д Ђ ЕЁ Є Ж З Ѕ И І Ї Й Ј К Қ Ќ Л Љ М Н Њ Ң О Ө П Р С Т Ћ У Ў Ұ Ү Ф Х Һ "
    "Ц Ч Џ Ш Щ Ъ Ы Ь Э Ю Я",
    "armenian": "",
    "georgian": "",
    "hebrew": "א ב ג ד ה ו ז ח ט י כך ל מם נן ס ע פף צץ ק ר ש ת",
    "arabic": "ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق كک گ ل م ن ں و هہةۀۂ ھ يیى ے",
    "devanagari": "",
    "thai": "",
    "hangul": "",
    "hiragana": "",
    "cjk": "",
}
"""Scripts by the first word of their letters' names in Unicode, in the order in which they follow one another: each
with its letters, where their code points do not say their order.
"""
SCRIPT_OF = {
    **dict.fromkeys("ar ckb fa ps sd ug ur".split(), "arabic"),
    **dict.fromkeys("be bg kk ky mk mn ru sr tg uk".split(), "cyrillic"),
    "el": "greek", "he": "hebrew", "yi": "hebrew", "hy": "armenian", "ka": "georgian", "hi": "devanagari",
    "mr": "devanagari", "ne": "devanagari", "th": "thai", "ko": "hangul", "ja": "hiragana", "zh": "cjk",
}  # fmt: skip
"""By language: the script that comes first, where it is not the Latin one."""

ALIKE = {
    "æ": "ae", "ð": "d", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "œ": "oe", "þ": "th", "ŧ": "t", "ə": "e",
    "ٱ": "ا", "ہ": "ه", "ھ": "ه",
    **dict(zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True)),
}  # fmt: skip
"""Letters that stand with another where the language does not have them, and that Unicode does not take apart."""

ARTICLES = {
    "ca": "el la els les un una l'", "da": "den det de en et", "de": "der die das dem den des ein eine",
    "el": "ο η το οι τα ένας μία μια ένα", "en": "the a an", "eo": "la", "es": "el la los las un una",
    "fr": "le la les un une des l'", "gl": "o a os as un unha", "hu": "a az egy",
    "it": "il lo la i gli le un uno una l' un'", "nb": "den det de en et ei", "nl": "de het een 't 'n",
    "nn": "den det dei ein ei eit", "no": "den det de en et ei", "pt": "o a os as um uma", "sv": "den det de en ett",
}  # fmt: skip
"""By language: articles that a name's place does not depend on."""

KANA_ROWS = "あかさたなはまやらわ"
VOWELS = dict(zip("AIUEO", "あいうえお", strict=True))
"""What a sign of length stands for, by the last letter of the name of the kana before it."""
CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
"""Under which letter a Hangul syllable stands, by the number of its first consonant; doubled ones stand with plain."""
