"""Own words that the demo's children write. Invented; sad at times, never graphic. Spelling as children spell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

YOUNG = (
    "Jag vill prata om min hund. Hon har fått ont i benet.",
    "varför måste jag byta skola",
    "Jag vill vara mer hos mormor.",
    "Mamma är trött hela tiden. Kan ni hjälpa henne?",
    "När får jag träffa pappa igen?",
    "att vi kan rita istället för att bara prata",
    "Dom bråkar på kvällen och då kan jag inte sova.",
    "Jag vill börja på fotboll men det kostar för mycke.",
    "Fröken säger att jag inte lyssnar men det är så högt jud i klassen.",
    "Jag har fått en ny kompis som heter Sami!",
    "Kan du komma till skolan och inte hem till oss?",
    "Jag tycker om när vi äter middag allihop.",
    "Min lillebror gråter mycket. Jag brukar trösta honom.",
    "ingen vill vara med mig på rasten",
    "Jag undrar hur länge du ska träffa oss.",
    "Det är bättre nu. Mamma har börjat skratta igen.",
    "jag vill ha ett eget rum",
    "Vad händer om jag säger nåt och pappa blir arg?",
    "Simskolan! Jag kan simma 25 meter nu.",
    "Jag vill inte att ni pratar med mamma om det jag säger först.",
    "Vet inte. Men jag vill prata.",
)
YOUNG_PLACED = (
    "Jag längtar efter min katt. Kan hon få flytta hit?",
    "När får jag åka hem och hälsa på?",
    "Jag vill ringa mamma på söndagar också.",
    "Jag har fått gunga i trädgården. Den är bra.",
    "varför får inte min syster bo här",
    "Maten är annorlunda här men det är okej.",
    "Jag vill veta hur länge jag ska bo här.",
    "Dom är snälla men jag vill sova med lampan tänd.",
)
YOUTH = (
    "Jag behöver hjälp med skolan, jag ligger efter i matte och NO.",
    "Hur mycket av det jag säger får mina föräldrar veta?",
    "Det känns som att alla bestämmer över mig. Jag vill vara med på mötet.",
    "Mamma och pappa pratar genom mig. Jag orkar inte vara brevbärare.",
    "Jag sover dåligt och kommer för sent nästan varje dag.",
    "Jag har slutat umgås med några gamla kompisar. Det känns bra men också ensamt.",
    "Kan vi ses på ett café istället för på ert kontor?",
    "vill snacka om sommarjobb",
    "Jag vill att ni tar det lugnt med pappa. Han försöker faktiskt.",
    "Det är för lite pengar hemma. Jag säger nej till saker så att mamma ska slippa.",
    "Jag är orolig för min syrra.",
    "Skolan funkar bättre sen jag fick byta grupp.",
    "Jag vill inte prata om hemma just nu. Hellre om träningen.",
    "Varför har vi bytt handläggare tre gånger?",
    "Någon lägger ut saker om mig i en gruppchatt.",
    "Jag tar hand om mina småsyskon efter skolan varje dag. Jag hinner inte plugga.",
    "Att jag har det bättre nu, och att det är tack vare moster.",
    "Jag vill ha någon vuxen att ringa när det blir stökigt.",
    "Ingenting speciellt. Eller jo, vad händer när jag fyller 18?",
    "Jag vill bestämma själv när jag är hos pappa.",
)
YOUTH_PLACED = (
    "Jag vill ha egen nyckel och kunna gå ut på kvällen som andra.",
    "Vad är planen? Ingen säger något.",
    "Jag trivs här. Jag vill inte flytta en gång till.",
    "Jag vill träffa min bror oftare, inte bara varannan månad.",
    "Personalen byts ut hela tiden. Man hinner inte lära känna någon.",
    "Kan jag få stanna tills jag slutat gymnasiet?",
    "Jag vill övningsköra men ingen vet vem som får bestämma det.",
)
MARKED = (
    "Jag vill prata med dig ensam. Snälla prata inte med dom hemma först.",
    "Det är inte bra just nu. Kan du höra av dig snart?",
    "Kan vi ses på skolan, helst den här veckan?",
)
ENGLISH = (
    "I want to talk about my school. I do not understand everything in Swedish yet.",
    "When can my grandmother come and visit us?",
    "I would like to play basketball with other kids.",
    "Can somebody help my mum with all the letters?",
)
GOOD_AT = (
    "Att rita", "fotboll", "Laga mat, speciellt pasta", "Jag är snäll mot små barn", "Matte faktiskt", "trummor",
    "Att lyssna på kompisar", "gaming och att klippa film", "Springa långt", "Jag ger inte upp", "Hästar", "dansa",
    "Språk. Jag kan tre", "Laga cyklar", "Sjunga, men bara när ingen hör",
)  # fmt: skip
BETTER = (
    "Att det inte går så lång tid mellan.",
    "det var bra",
    "Prata lite långsammare.",
    "Fråga mig först och inte mamma.",
    "Jag vill få veta innan vad vi ska prata om.",
    "Ha fika",
    "Sitta ute eller gå en promenad.",
    "Berätta vad du gjort med det jag sa förra gången.",
    "Använd inte så svåra ord.",
    "Ingenting, jag kände att du lyssnade.",
    "kan vi rita mer",
    "Var inte så många vuxna samtidigt.",
    "Kom i tid.",
    "Jag vill ses på ett annat ställe än kontoret.",
)

_TALK: Mapping[tuple[bool, bool], Sequence[str]] = {
    (True, False): YOUNG,
    (True, True): YOUNG_PLACED,
    (False, False): YOUTH,
    (False, True): YOUTH_PLACED,
}


def own_words(
    key: str, *, turn: int, language: str, is_young: bool, is_placed: bool, is_marked: bool, chance: Random
) -> str:
    """What a child writes to a question in own words; ``turn`` walks through the list, so that few say the same."""
    if language != "sv":
        return ENGLISH[turn % len(ENGLISH)] if key == "talk_about" else ""
    if key == "good_at":
        return chance.choice(GOOD_AT)
    if key == "met_better":
        return BETTER[turn % len(BETTER)]
    if is_marked:
        return MARKED[turn % len(MARKED)]
    found = _TALK[is_young, is_placed]
    return found[turn % len(found)]
