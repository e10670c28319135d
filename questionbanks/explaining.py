"""Says a problem in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from questionbanks.problems import Problem


def reason(problem: Problem) -> str:
    return _filled(problem.reason, problem)


def remedy(problem: Problem) -> str:
    return _filled(problem.remedy, problem)


def say(problem: Problem) -> str:
    """Why it is wrong and what to do, in one line."""
    return f"{reason(problem)} {remedy(problem)}"


def _filled(sentence: str, problem: Problem) -> str:
    """Words put into a sentence are translated too; keys and numbers have no translation and stay."""
    return gettext(sentence) % {name: gettext(value) if value else "" for name, value in problem.about}
