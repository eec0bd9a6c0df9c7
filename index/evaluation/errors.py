"""What can be wrong with a question set or a report."""

from index.errors import BelegbotError
from index.i18n import N_


class EvaluationError(BelegbotError):
    """The evaluation can't be done as asked; the collection is unchanged."""


class QuestionSetUnreadableError(EvaluationError):
    """The file is missing, or isn't UTF-8 text."""

    message = N_("The questions {path} can't be read: {reason}. Correct the file or the path.")


class QuestionLineInvalidError(EvaluationError):
    """A line that isn't a question."""

    message = N_(
        "Line {line} of {path} isn't a question that can be asked: {reason}. "
        "A line is a JSON object with “question” and “excerpts”; correct it and try again."
    )


class QuestionDocumentInvalidError(EvaluationError):
    """A JSON document without articles, paragraphs and questions where XQuAD has them."""

    message = N_(
        "{path} is neither JSON Lines of questions nor JSON as XQuAD has it: {reason}. "
        "Correct it, or choose another file."
    )


class QuestionSetEmptyError(EvaluationError):
    """Not one question to ask."""

    message = N_("{path} holds no question that can be asked. Add some, or choose another file.")


class CollectionIncompleteError(EvaluationError):
    """A folder that isn't a collection with questions."""

    message = N_(
        "{path} isn't a collection with questions: it needs a folder “{documents}” with articles "
        "and a file “{questions}”. Add them, or choose another folder."
    )


class ChainLineInvalidError(EvaluationError):
    """A line that isn't a conversation."""

    message = N_(
        "Line {line} of {path} isn't a conversation that can be held: {reason}. A line is a JSON "
        "object with “turns”, each with “question” and “excerpts”; correct it and try again."
    )


class FoldersAndFilesError(EvaluationError):
    """What is to be evaluated is a folder here, a file there, or several files."""

    message = N_(
        "Either one file of questions can be evaluated, or one or more folders, each with "
        "documents and questions of its own. Name only the one or the other."
    )


class ExcerptNotFoundError(EvaluationError):
    """An expected excerpt that no article has, so its question's figures would mean nothing."""

    message = N_(
        "No article has the excerpt “{excerpt}”, which {path} expects in line {line}. "
        "Copy it from the article word for word, or add the article."
    )


class OtherQuestionsError(EvaluationError):
    """`--questions` beside a file that brings no articles of its own."""

    message = N_(
        "{path} has no articles of its own, so it can't be asked the questions of another file. "
        "Leave out --questions, or name an XQuAD-style file."
    )


class OtherQuestionsInvalidError(EvaluationError):
    """What `--questions` names isn't an XQuAD-style file."""

    message = N_(
        "{path} isn't JSON as XQuAD has it: {reason}. --questions needs a file with the same "
        "articles, paragraphs and questions in other words; name one, or leave it out."
    )


class QuestionsUnpairedError(EvaluationError):
    """`--questions` names a file with other questions, so nothing tells what answers them."""

    message = N_(
        "The questions of {others} don't belong to the articles of {path}: {difference}. Nothing "
        "was measured; name the same set in other words or another language."
    )


class ArticleCountDifference(EvaluationError):  # noqa: N818 - a part of a message, never raised
    """More or fewer articles."""

    message = N_("articles: {found} instead of {own}")


class ParagraphCountDifference(EvaluationError):  # noqa: N818 - as above
    """More or fewer paragraphs in an article."""

    message = N_("paragraphs of article {article}: {found} instead of {own}")


class QuestionCountDifference(EvaluationError):  # noqa: N818 - as above
    """More or fewer questions about a paragraph."""

    message = N_(
        "questions about paragraph {paragraph} of article {article}: {found} instead of {own}"
    )


class QuestionIdDifference(EvaluationError):  # noqa: N818 - as above
    """Another question where there should be the same."""

    message = N_(
        "id of question {question} about paragraph {paragraph} of article {article}: “{found}” "
        "instead of “{own}”"
    )


class TooFewQuestionsError(EvaluationError):
    """Too few questions to fit anything to, or too few of one sort."""

    message = N_(
        "These questions are too few to calibrate by: {questions}, of which {right} were rightly "
        "found and {unanswerable} have no answer. {least} are needed, with {least_each} of each of "
        "the two at least; add some."
    )


class ReportUnwritableError(EvaluationError):
    """No space, no permission, or no such folder."""

    message = N_("The report {path} can't be written: {reason}. Choose another place for it.")
