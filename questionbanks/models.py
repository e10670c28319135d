"""The bank as editors own it, and the immutable versions that are published from it.

Texts are JSON objects with one entry per language (``sv``, ``en``) and, where a narrated text holds a placeholder,
``spoken`` with the same words said without it. docs/questionbank.md is the law for every JSON field.
"""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

is_key = RegexValidator(r"^[a-z][a-z0-9_]*\Z", _("Små bokstäver a–z, siffror och understreck, först en bokstav."))


class Band(models.TextChoices):
    CHILDREN = "6-11", _("6–11 år")
    YOUTH = "12-18", _("12–18 år")


class Better(models.TextChoices):
    HIGH = "high", _("högt är bättre")
    LOW = "low", _("lågt är bättre")
    BY_QUESTION = "by_question", _("frågan avgör")


class Area(models.Model):
    """A life area. ``intro`` is a text per band."""

    key = models.CharField(_("nyckel"), max_length=40, unique=True, validators=[is_key])
    order = models.PositiveSmallIntegerField(_("ordning"))
    name = models.JSONField(_("namn för barnet"))
    staff_name = models.JSONField(_("namn för personal"))
    intro = models.JSONField(_("inledning per ålder"))
    bbic = models.JSONField(_("BBIC"), default=list, blank=True)
    colour = models.CharField(_("färg"), max_length=40)
    pictogram = models.CharField(_("bild"), max_length=40)

    class Meta:
        ordering = ["order"]
        verbose_name = _("område")
        verbose_name_plural = _("områden")

    def __str__(self) -> str:
        return str(self.staff_name.get("sv", self.key))


class Scale(models.Model):
    """An answer scale; ``simple`` is the key of the scale that replaces it in simple mode."""

    class Kind(models.TextChoices):
        ORDINAL = "ordinal", _("steg i ordning")
        NOMINAL = "nominal", _("val utan ordning")
        NUMERIC = "numeric", _("tal")

    key = models.CharField(_("nyckel"), max_length=40, unique=True, validators=[is_key])
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    kind = models.CharField(_("slag"), max_length=8, choices=Kind)
    render = models.CharField(_("utseende"), max_length=20)
    better = models.CharField(_("riktning"), max_length=12, choices=Better)
    simple = models.CharField(_("skala i enkelt läge"), max_length=40, blank=True)
    options = models.JSONField(_("svar"), default=list, blank=True)
    minimum = models.SmallIntegerField(_("lägsta tal"), default=0)
    maximum = models.SmallIntegerField(_("högsta tal"), default=0)
    step = models.PositiveSmallIntegerField(_("steg"), default=1)
    anchors = models.JSONField(_("ord vid talen"), default=list, blank=True)
    instruction = models.JSONField(_("hjälp"), null=True, blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name = _("skala")
        verbose_name_plural = _("skalor")

    def __str__(self) -> str:
        return self.key


class Questionnaire(models.Model):
    """A set of questions for one age band."""

    key = models.CharField(_("nyckel"), max_length=40, unique=True, validators=[is_key])
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    band = models.CharField(_("ålder"), max_length=8, choices=Band)
    title = models.JSONField(_("namn för barnet"))
    staff_title = models.JSONField(_("namn för personal"))
    age_min = models.PositiveSmallIntegerField(_("från ålder"))
    age_max = models.PositiveSmallIntegerField(_("till ålder"))
    simple_max_age = models.PositiveSmallIntegerField(_("enkelt läge till och med ålder"), default=0)
    minutes_min = models.PositiveSmallIntegerField(_("minst så här många minuter"), default=1)
    minutes_max = models.PositiveSmallIntegerField(_("högst så här många minuter"), default=15)

    class Meta:
        ordering = ["order"]
        verbose_name = _("formulär")
        verbose_name_plural = _("formulär")

    def __str__(self) -> str:
        return str(self.staff_title.get("sv", self.key))


class Module(models.Model):
    """Questions added to a host questionnaire, which loses the questions named in ``hides``."""

    key = models.CharField(_("nyckel"), max_length=40, unique=True, validators=[is_key])
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    host = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="modules", verbose_name=_("formulär")
    )
    insert_after = models.CharField(_("läggs efter frågan"), max_length=40)
    hides = models.JSONField(_("döljer frågorna"), default=list, blank=True)
    title = models.JSONField(_("namn för barnet"))
    staff_title = models.JSONField(_("namn för personal"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("tillägg")
        verbose_name_plural = _("tillägg")

    def __str__(self) -> str:
        return str(self.staff_title.get("sv", self.key))


class Question(models.Model):
    """One question of a questionnaire or of a module. Its key is permanent."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("skala")
        SINGLE = "single", _("ett val")
        MULTIPLE = "multiple", _("flera val")
        TEXT = "text", _("egna ord")
        TEMPERATURE = "temperature", _("termometer")
        PEOPLE = "people", _("människor")

    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("formulär"),
    )
    module = models.ForeignKey(
        Module,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("tillägg"),
    )
    order = models.PositiveSmallIntegerField(_("ordning"))
    key = models.CharField(_("nyckel"), max_length=40, validators=[is_key])
    area = models.ForeignKey(Area, on_delete=models.PROTECT, to_field="key", related_name="+", verbose_name=_("område"))
    kind = models.CharField(_("slag"), max_length=12, choices=Kind)
    text = models.JSONField(_("frågan"))
    help = models.JSONField(_("hjälptext"), null=True, blank=True)
    scale = models.ForeignKey(
        Scale,
        on_delete=models.PROTECT,
        to_field="key",
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("skala"),
    )
    options = models.JSONField(_("svar"), default=list, blank=True)
    max_length = models.PositiveIntegerField(_("högst så här många tecken"), default=0)
    max_people = models.PositiveSmallIntegerField(_("högst så här många människor"), default=0)
    closeness = models.ForeignKey(
        Scale,
        on_delete=models.PROTECT,
        to_field="key",
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("skala för närhet"),
    )
    show_if = models.JSONField(_("visas om"), default=list, blank=True)
    after_answer = models.JSONField(_("visas efter svaret"), default=list, blank=True)
    is_sensitive = models.BooleanField(_("känslig"), default=False)
    is_setup = models.BooleanField(_("handlar inte om barnets liv"), default=False)
    signals = models.JSONField(_("vad svaren betyder"), default=dict, blank=True)
    safeguarding = models.JSONField(_("läses först"), default=list, blank=True)
    openers = models.JSONField(_("öppna frågor till samtalet"), default=dict, blank=True)
    worker_note = models.JSONField(_("råd till personal"), null=True, blank=True)
    better = models.CharField(_("riktning"), max_length=12, choices=Better, blank=True)
    is_compared = models.BooleanField(_("jämförs över tid"), default=False)
    is_aggregated = models.BooleanField(_("får räknas i statistik"), default=False)
    bbic = models.JSONField(_("BBIC"), default=list, blank=True)
    lundy = models.CharField(_("Lundy"), max_length=12, blank=True)
    insert_after = models.CharField(_("läggs efter frågan"), max_length=40, blank=True)

    class Meta:
        ordering = ["questionnaire", "module", "order"]
        verbose_name = _("fråga")
        verbose_name_plural = _("frågor")
        constraints = [
            models.CheckConstraint(
                name="question_belongs_to_one_of_the_two",
                condition=models.Q(questionnaire__isnull=False, module__isnull=True)
                | models.Q(questionnaire__isnull=True, module__isnull=False),
                violation_error_message=_("Välj antingen ett formulär eller ett tillägg."),
            ),
            models.UniqueConstraint(fields=["questionnaire", "key"], name="one_question_per_questionnaire_and_key"),
            models.UniqueConstraint(fields=["module", "key"], name="one_question_per_module_and_key"),
        ]

    def __str__(self) -> str:
        return str(self.text.get("sv", self.key))


class SurroundingText(models.Model):
    """Everything else the child reads: ``fields`` holds, per band, named texts and lists of items."""

    key = models.CharField(_("nyckel"), max_length=40, unique=True, validators=[is_key])
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    where = models.TextField(_("var den visas"))
    is_message = models.BooleanField(_("lämnar systemet"), default=False)
    is_door = models.BooleanField(_("visas innan någon är känd"), default=False)
    parts = models.PositiveSmallIntegerField(_("högst så här många sms-delar"), default=1)
    fields = models.JSONField(_("texter per ålder"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("text runt frågorna")
        verbose_name_plural = _("texter runt frågorna")

    def __str__(self) -> str:
        return self.key


class Vocabulary(models.Model):
    """What all questionnaires share. There is one row."""

    non_answers = models.JSONField(_("sätt att inte svara"))
    people_roles = models.JSONField(_("människor"))
    safeguarding_levels = models.JSONField(_("nivåer"))
    bbic_domains = models.JSONField(_("BBIC-områden"))
    placeholders = models.JSONField(_("platshållare"))

    class Meta:
        verbose_name = _("gemensamma ord")
        verbose_name_plural = _("gemensamma ord")

    def __str__(self) -> str:
        return str(_("Gemensamma ord"))


class VersionQuerySet(models.QuerySet["Version"]):
    def current(self) -> VersionQuerySet:
        return self.filter(is_current=True)


class Version(models.Model):
    """One published questionnaire with its modules merged in. Never changed, never deleted."""

    key = models.CharField(max_length=80)
    """The questionnaire's key."""
    modules = models.CharField(max_length=200, blank=True)
    """The keys of the modules merged in, sorted and joined by a plus sign; empty for none."""
    number = models.PositiveIntegerField()
    band = models.CharField(max_length=8)
    child_snapshot = models.TextField()
    """Canonical JSON of the child's projection (``content.read_child``)."""
    staff_snapshot = models.TextField()
    """Canonical JSON of the staff's projection (``content.read_staff``)."""
    sha256 = models.CharField(max_length=64, unique=True)
    """Of both snapshots, the child's first."""
    is_current = models.BooleanField(default=True)
    """Whether new responses are pinned to it."""
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=120, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "modules", "number"], name="version_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["key", "modules"], condition=models.Q(is_current=True), name="one_current_version"
            ),
        ]
        ordering = ["key", "modules", "-number"]
        verbose_name = _("utgåva")
        verbose_name_plural = _("utgåvor")
        permissions = [("publish_bank", _("Kan publicera frågorna"))]

    def __str__(self) -> str:
        return f"{self.family} {self.number}"

    @property
    def family(self) -> str:
        """The questionnaire's key and its modules, joined by a plus sign."""
        return "+".join(filter(None, [self.key, self.modules]))
