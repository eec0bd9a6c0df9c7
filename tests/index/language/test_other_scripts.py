"""Articles in scripts and spellings of which the built-in model knows nothing, asked in these."""

from collections.abc import Callable

import pytest

from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from tests.index.language.articles import ARTICLES

ADA = Author("operator:ada")
Make = Callable[..., Draft]

CHINESE = (
    "新桥通车\n\n新桥于2021年5月3日通车，市长陈思远剪彩。桥长214米，造价四百万元。\n\n"
    "以前居民乘渡船过河。渡船票价三元，狗免费。冬天渡船停航。"
)
POLISH = "Most w Łodzi otworzył prezydent Łukasz Żółkiewski w maju 2021. Bilet kosztował złoty."
HINDI = "नया पुल २०२१ में महापौर रमेश वर्मा ने खोला।\n\nपुराना पुल १९८७ की बाढ़ में बह गया था।"

UNRELATED = {
    "ar": "من فاز ببطولة الشطرنج؟",
    "el": "Ποιος κέρδισε το σκάκι;",
    "fa": "چه کسی شطرنج را برد؟",
    "he": "מי ניצח בשחמט?",
    "hi": "शतरंज प्रतियोगिता किसने जीती?",
    "ja": "図書館はいつ開きますか？",
    "ko": "체스 대회에서 누가 이겼습니까?",
    "ru": "Сколько стоит хлеб?",
    "th": "ใครชนะการแข่งขันหมากรุก",
    "uk": "Хто виграв шаховий турнір?",
    "vi": "Bánh mì giá bao nhiêu?",
    "zh": "面包多少钱？",
}


@pytest.mark.parametrize("language", UNRELATED)
def test_an_article_does_not_answer_what_has_nothing_but_its_script(
    library: Library, draft: Make, language: str
) -> None:
    (own,) = (article for article in ARTICLES if article.language == language)
    library.add(draft(own.text, language=language), ADA)

    assert not library.ask(own.question).abstained
    assert library.ask(UNRELATED[language]).abstained


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("桥长多少米？", "桥长214米，造价四百万元。"),
        ("渡船票价多少？", "渡船票价三元，狗免费。"),
        ("谁为新桥剪彩？", "新桥于2021年5月3日通车，市长陈思远剪彩。"),
    ],
)
def test_words_of_two_characters_and_of_one_are_found(
    library: Library, draft: Make, question: str, answer: str
) -> None:
    library.add(draft(CHINESE, language="zh"), ADA)

    assert library.ask(question).text == f"{answer} [1]"


@pytest.mark.parametrize("question", ["Kto otworzyl most w Lodzi?", "KTO OTWORZYŁ MOST W ŁODZI?"])
def test_letters_are_met_without_their_marks(library: Library, draft: Make, question: str) -> None:
    library.add(draft(POLISH, language="pl"), ADA)

    assert "Łukasz Żółkiewski" in library.ask(question).text


@pytest.mark.parametrize("question", ["पुराना पुल 1987 में बह गया?", "पुराना पुल १९८७ में बह गया?"])
def test_digits_are_the_same_in_every_script(library: Library, draft: Make, question: str) -> None:
    library.add(draft(HINDI, language="hi"), ADA)

    assert "१९८७" in library.ask(question).text


@pytest.mark.parametrize("question", ["Wann war das Fest im März?", "Wann war das Fest im Maerz?"])
@pytest.mark.parametrize("month", ["März", "Maerz"])
def test_an_umlaut_is_met_however_it_is_typed(
    library: Library, draft: Make, question: str, month: str
) -> None:
    library.add(draft(f"Das Fest war am 3. {month}.", language="de"), ADA)

    answer = library.ask(question)

    assert answer.text == f"Das Fest war am 3. {month}. [1]"
