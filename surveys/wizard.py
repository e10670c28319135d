"""The formtools shell: it keeps the steps' order and the management form, and builds one form a request.

The path is walked anew for each request; nothing of it is stored. GET never ends the survey, a stale or foreign
step is a calm redirect.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from formtools.wizard.forms import ManagementForm
from formtools.wizard.storage.base import BaseStorage
from formtools.wizard.views import NamedUrlWizardView

from questionbanks.answers import SKIPPED, Answer
from questionbanks.content import Question
from surveys import pages
from surveys.forms import AnswerForm
from surveys.sitting import Sitting


class Drafts(BaseStorage):
    """Formtools' storage over the sealed drafts: it remembers the request's step and keeps nothing itself."""

    def __init__(self, prefix: str, request: HttpRequest | None = None, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()

    def update_response(self, response: HttpResponseBase) -> None:
        """Nothing is put into the response's session."""


class QuestionWizard(NamedUrlWizardView):
    """One question a page. The sitting comes as the view's second argument from ``access.with_sitting``."""

    storage_name = "surveys.wizard.Drafts"
    template_name = "surveys/question.html"
    sitting: Sitting
    asked: dict[str, Question]

    def dispatch(self, request: HttpRequest, sitting: Sitting, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.sitting = sitting
        self._lay_path()
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def _lay_path(self) -> None:
        self.asked = {self.sitting.step(question): question for question in self.sitting.path()}
        self.form_list = dict.fromkeys(self.asked, AnswerForm)
        self.condition_dict: dict[str, bool] = {}

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["step"] not in self.asked:
            return self._to_next_unanswered()
        self.storage.current_step = kwargs["step"]
        return self.render(self.get_form())

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        step = kwargs["step"]
        management = ManagementForm(self.request.POST, prefix=self.prefix)
        if step not in self.asked or not management.is_valid() or management.cleaned_data["current_step"] != step:
            return self._to_next_unanswered()
        self.storage.current_step = step
        form = self.get_form(data=self.request.POST)
        if "add" in self.request.POST or "remove" in self.request.POST:
            return self.render(form)
        return self._keep(form) if form.is_valid() else self.render(form)

    def _keep(self, form: AnswerForm) -> HttpResponseBase:
        """Save and go on. Nothing chosen keeps an earlier answer, and counts as a skip where there is none."""
        key = form.question.key
        answer = form.answer() or self.sitting.answers.get(key) or Answer(none=SKIPPED)
        self.sitting.save(key, answer, at=timezone.now())
        self._lay_path()
        following = self.steps.next
        return redirect("surveys:question", step=following) if following else redirect("surveys:review")

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> AnswerForm:
        question = self.asked[step or self.steps.current]
        return AnswerForm(
            data, question=question, content=self.sitting.content, is_simple=self.sitting.response.is_simple
        )

    def render(self, form: AnswerForm | None = None, **kwargs: Any) -> HttpResponse:
        assert form is not None
        # The management form's one field, written out: a form would cost a tenth of the page.
        management = format_html(
            '<input type="hidden" name="{}-current_step" value="{}">', self.prefix, self.steps.current
        )
        context = pages.question(self.sitting, form.question, form) | {"management_form": management}
        return HttpResponse(render_to_string(self.template_name, context))

    def _to_next_unanswered(self) -> HttpResponseBase:
        question = self.sitting.next_unanswered()
        return redirect("surveys:question", self.sitting.step(question)) if question else redirect("surveys:review")


questions = QuestionWizard.as_view([AnswerForm], url_name="surveys:question", done_step_name="review")
