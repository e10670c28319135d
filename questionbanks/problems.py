"""What is wrong with a bank, in sentences: where, why, and what to do. Pure; translated where it is shown."""

from __future__ import annotations

from dataclasses import dataclass


def _(sentence: str) -> str:
    """Marks a sentence for the translators; the page that shows it translates it."""
    return sentence


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. Only errors hinder publishing; the rest is advice."""

    place: str
    """The way to it, in keys: part, question, field."""
    kind: str
    about: tuple[tuple[str, str], ...] = ()
    is_error: bool = True

    @property
    def reason(self) -> str:
        """In Swedish, not yet filled in: to be translated, then ``filled``."""
        return SENTENCES[self.kind][0]

    @property
    def remedy(self) -> str:
        return SENTENCES[self.kind][1]

    def filled(self, sentence: str) -> str:
        return sentence % dict(self.about)

    def __str__(self) -> str:
        return f"{self.place}: {self.filled(self.reason)} {self.filled(self.remedy)}"


def error(place: str, kind: str, /, **about: object) -> Problem:
    return Problem(place, kind, tuple((name, str(value)) for name, value in about.items()))


def advice(place: str, kind: str, /, **about: object) -> Problem:
    return Problem(place, kind, tuple((name, str(value)) for name, value in about.items()), is_error=False)


SENTENCES: dict[str, tuple[str, str]] = {
    # The shape of each part
    "not_a_mapping": (_("Här ska det stå namngivna fält."), _("Skriv fält och värden.")),
    "not_a_list": (_("Här ska det stå en lista."), _("Skriv en lista.")),
    "not_words": (_("Här ska det stå text."), _("Skriv text.")),
    "not_a_number": (_("Här ska det stå ett heltal."), _("Skriv ett heltal.")),
    "not_yes_or_no": (_("Här ska det stå sant eller falskt."), _("Skriv true eller false.")),
    "not_a_choice": (_("”%(value)s” finns inte att välja på."), _("Välj ett av: %(choices)s.")),
    "missing_field": (_("Fältet %(field)s saknas."), _("Fyll i fältet.")),
    "unknown_field": (_("Fältet %(field)s finns inte i formatet."), _("Rätta stavningen eller ta bort fältet.")),
    "bad_key": (
        _("Nyckeln ”%(value)s” går inte att använda."),
        _("Använd små bokstäver a–z, siffror och understreck, men inte ord som yes, no, on och off."),
    ),
    "double_key": (_("Nyckeln %(value)s finns två gånger."), _("Ge den ena en egen nyckel.")),
    "too_many_or_few": (_("Här ska det finnas minst %(least)s och högst %(most)s."), _("Lägg till eller ta bort.")),
    # Texts
    "empty_text": (_("Texten saknas på språket %(language)s."), _("Skriv texten på varje språk.")),
    "unknown_placeholder": (
        _("Platshållaren {%(name)s} finns inte."),
        _("Använd någon av de platshållare som finns, eller ta bort den."),
    ),
    "different_placeholders": (
        _("Språken har inte samma platshållare."),
        _("Skriv samma platshållare på varje språk."),
    ),
    "no_spoken_form": (
        _("Texten läses upp och har en platshållare, men ingen form att läsa upp."),
        _("Skriv samma sak utan platshållare som form att läsa upp."),
    ),
    "spoken_placeholder": (
        _("Formen att läsa upp har en platshållare."),
        _("Skriv om den utan platshållare: ljudet är detsamma för alla barn."),
    ),
    # Questions
    "unknown_area": (_("Området %(name)s finns inte."), _("Välj ett område som finns.")),
    "unknown_scale": (_("Skalan %(name)s finns inte."), _("Välj en skala som finns.")),
    "unknown_domain": (_("BBIC-området %(name)s finns inte."), _("Välj ett BBIC-område som finns.")),
    "unknown_text": (_("Texten %(name)s finns inte."), _("Välj en text som finns.")),
    "unknown_question": (_("Frågan %(name)s finns inte i formuläret."), _("Välj en fråga som finns.")),
    "unknown_host": (_("Formuläret %(name)s finns inte."), _("Välj ett formulär som finns.")),
    "other_band": (_("Tillägget har en annan ålder än sitt formulär."), _("Välj samma ålder.")),
    "no_questions": (_("Det finns inga frågor."), _("Lägg till minst en fråga.")),
    "not_for_kind": (
        _("Fältet %(field)s hör inte till en fråga av slaget %(kind)s."),
        _("Ta bort fältet eller byt slag."),
    ),
    "needed_for_kind": (
        _("En fråga av slaget %(kind)s behöver fältet %(field)s."),
        _("Fyll i fältet eller byt slag."),
    ),
    "not_numeric": (_("En termometer behöver en skala med tal."), _("Välj en skala med tal.")),
    "no_exclusive_option": (
        _("En följdfråga med flera val saknar svaret ”inget av det här”."),
        _("Lägg till ett svar som utesluter de andra."),
    ),
    "area_out_of_order": (
        _("Frågan kommer efter en fråga i ett senare område."),
        _("Flytta frågan så att områdena kommer i ordning."),
    ),
    "must_not_count": (
        _("Frågan får inte räknas i statistik: %(why)s."),
        _("Ta bort markeringen ”får räknas i statistik”."),
    ),
    "two_help_questions": (
        _("Området %(area)s har mer än en fråga om hjälp."),
        _("Behåll en fråga om hjälp per område."),
    ),
    "no_direction": (
        _("En fråga som jämförs över tid saknar riktning."),
        _("Välj om högt eller lågt är bättre, samma som skalans."),
    ),
    "challenge_without_help": (
        _("Ingen fråga om hjälp följer på svaret att något är svårt."),
        _("Nämn frågan i området hjälpfråga, om barnet ska kunna be om hjälp med det."),
    ),
    # Rules
    "forward_reference": (
        _("Regeln frågar efter %(name)s, som kommer senare."),
        _("Flytta frågan eller ändra regeln: en regel kan bara se bakåt."),
    ),
    "wrong_test": (
        _("Testet %(op)s passar inte svaret på %(name)s."),
        _("Ett val: in. Flera val: includes_any, includes_all. Tal: gte, lte, between. Annars answered, skipped."),
    ),
    "wrong_value": (_("Värdet passar inte testet %(op)s."), _("Rätta värdet.")),
    "unknown_option": (_("Frågan %(name)s har inget svar %(value)s."), _("Välj ett svar som frågan har.")),
    "unreachable": (
        _("Frågan kan aldrig visas (%(mode)s)."),
        _("Ändra regeln: inga svar uppfyller den."),
    ),
    "sensitive_unguarded": (
        _("En känslig fråga kan visas för ett barn som inte får vara ifred."),
        _("Lägg till ett test på privacy_now som bara släpper fram barn som är ensamma eller tycker att det är okej."),
    ),
    # What answers mean
    "answer_without_meaning": (
        _("Svaret %(value)s är i %(count)s grupper; det ska vara i precis en."),
        _("Lägg varje svar i en av grupperna."),
    ),
    "meaning_without_answer": (_("Frågan har inget svar %(value)s."), _("Ta bort det ur gruppen.")),
    "help_without_rule": (
        _("En fråga om hjälp visas för alla."),
        _("Låt den följa på ett svar om att något är svårt."),
    ),
    # Scales
    "simple_differs": (
        _("Svaret %(value)s i den enkla skalan finns inte i den fulla skalan med samma värde."),
        _("Låt den enkla skalan vara en del av den fulla."),
    ),
    "option_value": (
        _("Svaret %(value)s ska ha ett värde bara om skalans steg har en ordning."),
        _("Ge varje svar ett värde, eller inget."),
    ),
    # Wording
    "exposing_word": (
        _("Ordet ”%(word)s” kan avslöja barnet för den som ser skärmen."),
        _("Välj ett vardagligt ord."),
    ),
    "long_sentence": (
        _("En mening har %(words)s ord; högst %(most)s är lätt att läsa i den åldern."),
        _("Dela meningen."),
    ),
    "hard_to_read": (
        _("LIX är %(lix)s; högst %(most)s är lätt att läsa i den åldern."),
        _("Välj kortare ord och meningar."),
    ),
    # Surrounding texts
    "missing_text": (_("Texten %(name)s saknas."), _("Lägg till den: barnets sidor visar den.")),
    "different_fields": (_("Åldrarna har inte samma fält."), _("Ge båda åldrarna samma fält.")),
    "door_differs": (
        _("En text vid dörren är olika för olika åldrar."),
        _("Skriv samma ord: ingen är känd där."),
    ),
    "door_placeholder": (_("En text vid dörren har en platshållare."), _("Skriv om den: ingen är känd där.")),
    "link_and_code": (
        _("Meddelandet bär både länk och kod."),
        _("Låt det bära länken, eller adressen och koden."),
    ),
    "code_without_address": (_("Meddelandet har en kod men ingen adress."), _("Skriv adressen bredvid koden.")),
    "reminder_with_code": (
        _("En påminnelse kan bära varken länk eller kod: de sparas inte."),
        _("Ta bort platshållaren."),
    ),
    "long_message": (
        _("Sms:et kan bli %(parts)s delar; högst %(most)s är tillåtna."),
        _("Korta texten, och använd bara tecken som ryms i ett vanligt sms."),
    ),
}
