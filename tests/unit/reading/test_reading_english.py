"""Running text of another language is told from English; what is no running text is never refused."""

import pytest

from liftmine.reading.english import is_english

FOREIGN = {
    "welsh": (
        "Cafodd y cyfarfod ei gynnal yn y neuadd ac roedd pawb yn bresennol. Dywedodd y cadeirydd fod y gwaith ar y ganolfan "
        "newydd wedi dechrau ym mis Mai ac y bydd y cleifion yn gallu ei defnyddio cyn diwedd y flwyddyn. Gofynnodd un o'r "
        "aelodau am y gost, ac eglurodd y trysorydd fod yr arian i gyd wedi ei sicrhau gan y bwrdd. Nid oedd dim arall i'w "
        "drafod, ac felly daeth y cyfarfod i ben."
    ),
    "french": (
        "La présidente ouvre la séance et remercie les membres de leur présence. Elle rappelle que les travaux de la nouvelle "
        "maison de santé ont commencé au printemps et que le calendrier est respecté. Un membre demande si le coût sera plus "
        "élevé que prévu ; le trésorier répond que ce n'est pas le cas. Le conseil prend acte du rapport et décide de se réunir "
        "dans un mois avec les partenaires."
    ),
    "german": (
        "Die Vorsitzende eröffnet die Sitzung und begrüßt die Mitglieder. Sie berichtet, dass die Arbeiten an dem neuen Haus im "
        "Frühjahr begonnen haben und nach Plan verlaufen. Auf die Frage eines Mitglieds, ob die Kosten steigen werden, "
        "antwortet der Kassenwart, dass damit nicht zu rechnen ist. Der Vorstand nimmt den Bericht zur Kenntnis und wird sich "
        "in einem Monat wieder mit den Partnern treffen."
    ),
    "polish": (
        "Przewodnicząca otworzyła zebranie i powitała członków rady. Powiedziała, że prace przy nowym domu rozpoczęły się na "
        "wiosnę i że idą zgodnie z planem. Na pytanie jednego z członków, czy koszty wzrosną, skarbnik odpowiedział, że nie ma "
        "takiego zagrożenia. Rada przyjęła sprawozdanie do wiadomości i postanowiła, że spotka się za miesiąc z partnerami, "
        "którzy przedstawią plan na rok następny."
    ),
    "spanish": (
        "La presidenta abre la sesión y da las gracias a los miembros por su asistencia. Informa de que las obras de la nueva "
        "casa han comenzado en primavera y que van según lo previsto. Un miembro pregunta si el coste será más alto, y el "
        "tesorero contesta que no es así. El consejo toma nota del informe y decide que se reunirá en un mes con los socios "
        "para hablar de las cuentas del año que viene."
    ),
    "italian": (
        "La presidente apre la seduta e ringrazia i membri per la loro presenza. Riferisce che i lavori della nuova casa sono "
        "iniziati in primavera e che il calendario è rispettato. Un membro chiede se il costo sarà più alto del previsto, e il "
        "tesoriere risponde che non è così. Il consiglio prende atto della relazione e decide di incontrarsi tra un mese con i "
        "soci per parlare dei conti del prossimo anno."
    ),
    "dutch": (
        "De voorzitter opent de vergadering en heet de leden welkom. Zij deelt mee dat het werk aan het nieuwe huis in het "
        "voorjaar is begonnen en dat het volgens plan verloopt. Een van de leden vraagt of de kosten hoger zullen worden, maar "
        "de penningmeester zegt dat dit niet zo is. Het bestuur neemt kennis van het verslag en zal over een maand weer met de "
        "partners om de tafel gaan zitten."
    ),
    "latin": (
        "Ipsum dolor in amet urna, et lorem non est ut fermentum. Sed ut tellus quis nec eros ac ante vel dictum, et aliquam ex "
        "magna cum sociis. Nunc ad litora torquent per conubia, sed non est quod ipsum velit. Si ea res est, et hoc de illis ut "
        "fuit, quae cum esse potest atque nisi ab eo quam ex animo sit. Aut enim in rebus sunt quae non sunt, aut ut sint ipsum "
        "ex eo est quod hoc eius quid esse velit."
    ),
    "portuguese": (
        "A presidente abre a sessão e agradece aos membros a sua presença. Informa que as obras da nova casa começaram na "
        "primavera e que seguem como previsto. Um membro pergunta se o custo será mais alto, e o tesoureiro responde que não é "
        "assim. O conselho toma nota do relatório e decide que se reunirá dentro de um mês com os sócios para falar das contas "
        "do ano que vem, e também do plano para o jardim."
    ),
    "swedish": (
        "Ordföranden öppnar mötet och hälsar medlemmarna välkomna. Hon berättar att arbetet med det nya huset har börjat på "
        "våren och att det går som det ska. En medlem frågar om kostnaden inte blir högre, men kassören svarar att det inte är "
        "så. Styrelsen tar del av rapporten och ska träffas om en månad med de andra för att tala om pengarna för nästa år och "
        "om en plan för trädgården."
    ),
    "greek": (
        "Η πρόεδρος άνοιξε τη συνεδρίαση και καλωσόρισε τα μέλη. Ανέφερε ότι οι εργασίες στο νέο σπίτι άρχισαν την άνοιξη και "
        "ότι προχωρούν σύμφωνα με το σχέδιο. Το συμβούλιο σημείωσε την έκθεση και θα συναντηθεί ξανά σε έναν μήνα."
    ),
    "hungarian": (
        "Az elnök megnyitotta az ülést, majd köszöntötte a tagokat, akik nagy számban jelentek meg. Elmondta, hogy az új ház "
        "építése tavasszal kezdődött, és hogy minden a terv szerint halad, bár az ára kissé nőtt. "
    )
    * 9,
}
ENGLISH = (
    "The chair opened the meeting and thanked the members for coming. She reported that work on the new house had begun in the spring and "
    "that it was on time. A member asked whether the cost would rise, and the treasurer replied that it would not. The board noted the "
    "report and agreed to meet again in a month with the partners to speak about the accounts of the coming year and a plan for the garden."
)
NAMES = (
    "\n".join(
        f"{first} van de {last}\tDirector of Estates\tEastvale PCT" for first in ("Ann", "Ben", "Cara") for last in ("Berg", "Ash", "Veen")
    )
    * 4
)
PLACES = "\n".join(
    f"Llanfair y Bryn {number}\tBetws yn Rhos\tPen y Groes\tLlandudno ar Môr\tAber yr Afon\t{number * 7}" for number in range(30)
)
FIGURES = "\n".join(f"House {number}\t{number * 31}.50\t{number * 7} %\tphase {number % 3}" for number in range(60))
TERMS = "\n".join(f"roof {number}, lift shafts, window frames, floor tiles" for number in range(20))
TRANSCRIPT = "\n".join(["Q: And how was that?", "A: Fine, I think. Yeah, no, fine.", "Q: Right.", "A: You know, it's what we do."] * 12)


@pytest.mark.parametrize("language", FOREIGN)
def test_running_text_of_another_language_is_not_english(language):
    assert not is_english(FOREIGN[language])


@pytest.mark.parametrize(
    "text",
    [ENGLISH, ENGLISH.upper(), TRANSCRIPT, NAMES, PLACES, FIGURES, TERMS, "", "Noted.", "Cofnodion y cyfarfod / Minutes of the meeting"],
    ids=["english", "capitals", "transcript", "names", "welsh places", "figures", "terms", "empty", "a word", "bilingual title"],
)
def test_english_and_what_is_no_running_text_pass(text):
    assert is_english(text)


@pytest.mark.parametrize("language", FOREIGN)
def test_a_few_sentences_of_another_language_do_no_harm_to_english_minutes(language):
    header = FOREIGN[language][:330]
    assert is_english(f"{header}\n\n{ENGLISH}\n\n{ENGLISH}")


def test_a_short_text_is_not_judged():
    assert is_english(" ".join(FOREIGN["french"].split()[:40]))


def test_a_file_in_another_language_is_refused_with_its_reason(read_files):
    reading = read_files({"a.txt": FOREIGN["welsh"].encode(), "b.txt": ENGLISH.encode()})
    assert reading.outcomes["reason_code"].to_pylist() == ["NOT_ENGLISH", None]
    assert reading.texts.num_rows == reading.prints.num_rows == 1
